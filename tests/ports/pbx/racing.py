# SPDX-License-Identifier: Apache-2.0
"""Calls of different processes at the same time; see ``making_racers.py``."""

from typing import Any, NamedTuple

from tests.ports.pbx import making_racers
from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine
from tests.support.prepared import prepared
from tests.support.processes import patient


class Call(NamedTuple):
    """One call, with arguments as services get them; by the administrator, or behind an entry."""

    operation: str
    arguments: dict[str, Any]
    port: str = "pbx"
    behind: int = 0


def racing(scene: PbxScene, *calls: Call) -> list[int]:
    """The fault codes, 0 for success, of calls that are made at the same time; the doctor finds nothing afterwards."""
    wanted = [(call.port, call.operation, call.arguments, call.behind) for call in calls]
    codes: list[int] = prepared(making_racers.race, patient(scene.world.settings), wanted)
    assert len(codes) == len(calls)
    assert examine(scene.world.database) == []
    return codes
