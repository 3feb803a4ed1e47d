# SPDX-License-Identifier: Apache-2.0
"""Calls of different processes at the same time; see ``making_racers.py``."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine


class Call(NamedTuple):
    """One call, with arguments as services get them; by the administrator, or behind an entry."""

    operation: str
    arguments: dict[str, Any]
    port: str = "pbx"
    behind: int = 0


def racing(scene: PbxScene, *calls: Call) -> list[int]:
    """The fault codes, 0 for success, of calls that are made at the same time; the doctor finds nothing afterwards."""
    settings = scene.world.settings
    script = str(Path(__file__).parent / "making_racers.py")
    wanted = json.dumps([[call.port, call.operation, call.arguments, call.behind] for call in calls])
    command = [sys.executable, script, settings.database.url, str(settings.keys.file), wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    codes: list[int] = json.loads(done.stdout)
    assert len(codes) == len(calls), done.stderr[-3000:]
    assert examine(scene.world.database) == []
    return codes
