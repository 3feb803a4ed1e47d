# SPDX-License-Identifier: Apache-2.0
"""PresencePort with real clients: no login header, types of another namespace, lists of texts (README.md)."""

import pytest

from .program import PROGRAMS, Server, command, tell


@pytest.mark.parametrize("program", [each for each in PROGRAMS if each.startswith(("zeep", "php"))])
def test_the_presence_story_is_told_alike_by_every_client(server: Server, program: str) -> None:
    client, *mode = program.split()
    nothing = [["", ""], [[], [], []]]
    assert tell(command(client, "presence"), server, program.replace(" ", "-"), *mode) == {
        "before": nothing,
        "done": [True, True],
        "after": [["busy", "Füße & <hoch>"], [["bob@example.com", "example.org"], [], []]],
        "watchers": [],
        "deleted": [True, ["", ""]],
        "code": 901,
    }
