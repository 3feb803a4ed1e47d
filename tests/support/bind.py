# SPDX-License-Identifier: Apache-2.0
"""BIND's own judgement of a zone."""

import shutil
import subprocess
from pathlib import Path

from tests.clients.program import missing


def accept(text: str, zone: str, place: Path, *options: str) -> None:
    """named-checkzone takes the master file; skips where it is missing, as the clients do."""
    program = shutil.which("named-checkzone", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        missing("named-checkzone", "bind9-utils")
    file = place / "zone"
    file.write_text(text, encoding="ascii")
    done = subprocess.run([program, *options, zone, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
