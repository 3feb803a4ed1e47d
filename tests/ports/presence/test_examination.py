# SPDX-License-Identifier: Apache-2.0
"""What the doctor says of activities and policies (PR1 and PR4)."""

import pytest

from tests.ports.presence.conftest import PresenceScene, credentials
from tests.support.examination import examine

ALICE = credentials()
WRONG = {
    "UPDATE presence_information SET activity = 'asleep'": "has an activity that is none",
    "UPDATE presence_policies SET watcher = 'nowhere'": "has an entry in its presence policy that is none",
    "UPDATE presence_policies SET watcher = 'Example.org'": "has an entry in its presence policy that is none",
    "UPDATE presence_policies SET action = 'ask'": "has an entry in its presence policy that is none",
}


@pytest.mark.parametrize("statement", WRONG)
def test_what_nobody_could_set_is_told(scene: PresenceScene, statement: str) -> None:
    scene.nobody.setPresenceInformation(**ALICE, information={"activity": "open", "note": "here"})
    scene.nobody.setPolicy(**ALICE, policy={"deny": ["example.org"]})
    assert examine(scene.world.database) == []
    scene.world.sql(statement)
    assert [finding.text for finding in examine(scene.world.database)] == [
        f"SIP account alice@example.com {WRONG[statement]}"
    ]
