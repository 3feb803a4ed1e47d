# SPDX-License-Identifier: Apache-2.0
"""PresencePort with real clients: no login header, types of another namespace, lists of texts (README.md)."""

from pathlib import Path

import pytest

from .compiled import FOR_SMALL_PORTS, tell_by
from .program import Server


@pytest.mark.parametrize("client", FOR_SMALL_PORTS)
def test_the_presence_story_is_told_alike_by_every_client(server: Server, build_cache: Path, client: str) -> None:
    nothing = [["", ""], [[], [], []]]
    assert tell_by(client, "presence", server, build_cache) == {
        "before": nothing,
        "done": [True, True],
        "after": [["busy", "Füße & <hoch>"], [["bob@example.com", "example.org"], [], []]],
        "watchers": [],
        "deleted": [True, ["", ""]],
        "code": 901,
    }
