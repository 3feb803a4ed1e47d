# SPDX-License-Identifier: Apache-2.0
"""Who may call which operation of PresencePort: the account alone, whoever else the caller says he is (promise P17)."""

import pytest

from tests.ports.presence.table import TABLE
from tests.support import matrix
from tests.support.scene import Scene
from tests.support.world import Template, World


@pytest.mark.parametrize("operation", TABLE)
def test_the_account_may_whatever_a_login_header_says(crowded: Template, crowded_world: World, operation: str) -> None:
    row, success = TABLE[operation], "told" if operation.startswith("get") else "done"
    assert matrix.told(crowded, crowded_world, "Presence", operation, row) == dict.fromkeys(matrix.WHO, success)


@pytest.mark.parametrize("operation", TABLE)
def test_no_login_header_stands_for_the_password(crowded: Template, crowded_world: World, operation: str) -> None:
    arguments = {**TABLE[operation].arguments, "password": "wrong"}
    for who in matrix.WHO:
        crowded.restore(crowded_world)  # attempts, too
        before = crowded_world.fingerprint()
        caller = matrix.calling(Scene(crowded_world, "encoded"), who).presence
        assert caller.refused(operation, **arguments).code == 901
        assert crowded_world.fingerprint() == before
