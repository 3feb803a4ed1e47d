# SPDX-License-Identifier: Apache-2.0
"""xsdata, document/literal: dataclasses that ``xsdata generate`` makes, a module for each port."""

import os
import sys
from pathlib import Path

from ..program import HERE, need, run

SCRIPTS = Path(sys.executable).parent


def make(folder: Path, story: str, dialect: str) -> None:
    """The modules ``PORT_port`` of the ports of the story."""
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}  # it calls ruff
    for wsdl in folder.glob("*.wsdl"):
        options = ["--package", f"{wsdl.stem}_port", "--structure-style", "single-package"]
        run([SCRIPTS / "xsdata", "generate", *options, wsdl.name], cwd=folder, env=environment)


def command(folder: Path, story: str) -> list[str | Path]:
    """Python with the modules that were made on its path."""
    return [need("env", "coreutils"), f"PYTHONPATH={folder}", sys.executable, HERE / f"python/xsdata_{story}.py"]
