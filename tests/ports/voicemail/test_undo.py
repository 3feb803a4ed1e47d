# SPDX-License-Identifier: Apache-2.0
"""An undo brings a mailbox back as it was, with its number and PIN, and a SIP account with its mailbox (V11)."""

from typing import Any

import pytest

from ngnprov.errors import NotRevertible
from tests.ports.voicemail.conftest import VoicemailScene, sip_id

Done = list[Any]


def state(scene: VoicemailScene) -> Done:
    """A mailbox, and what belongs to it."""
    return [scene.get(), scene.groups(), scene.diversions()]


@pytest.fixture
def furnished(scene: VoicemailScene) -> VoicemailScene:
    """Alice's mailbox is number 1000001, to which she is diverted."""
    scene.mailbox("bob")
    number = scene.mailbox(password="417243", name="A", email="", options={"delete": False})["mailbox"]
    diversions = {"FBUS": f"sip:{number}@vm.example", "FNOL": "<voice-mailbox>"}
    scene.admin.sip.setCallDiversions(sipId=sip_id(), diversions=diversions)
    return scene


def test_a_mailbox_that_is_made_again_has_its_number(furnished: VoicemailScene) -> None:
    before = state(furnished)
    furnished.root.deleteAccount(sipId=sip_id())
    furnished.account("carol")
    furnished.root.deleteAccount(sipId=sip_id("bob"))
    furnished.world.undo()
    furnished.root.deleteAccount(sipId=sip_id("bob"))
    deleted = furnished.world.sql(
        "SELECT request_id FROM journal WHERE operation = 'deleteAccount' AND subject LIKE '%alice%' LIMIT 1"
    )[0][0]
    furnished.world.undo(deleted)
    assert state(furnished) == before
    assert furnished.mailbox("carol")["mailbox"] == "1000002"


def test_an_account_comes_back_with_its_mailbox_and_goes_with_it_again(furnished: VoicemailScene) -> None:
    before = state(furnished)
    furnished.admin.sip.deleteAccount(sipId=sip_id())
    furnished.world.undo()
    assert state(furnished) == before
    furnished.world.undo()
    assert furnished.root.refused("getAccount", sipId=sip_id()).code == 1010
    furnished.world.undo()
    assert state(furnished) == before


def test_a_membership_from_before_the_mailbox_outlives_its_undo(scene: VoicemailScene) -> None:
    scene.admin.sip.addToGroup(sipId=sip_id(), group="voicemail")
    scene.mailbox()
    scene.world.undo()
    assert scene.root.refused("getAccount", sipId=sip_id()).code == 2000
    assert scene.groups() == ["voicemail"]
    scene.world.undo()
    assert scene.get()["mailbox"] == "1000000"


def test_a_change_is_undone_with_the_pin(furnished: VoicemailScene) -> None:
    before = state(furnished)
    account = {"sipId": sip_id(), "password": "1", "name": "", "email": "x@y.example", "options": {"delete": True}}
    furnished.root.updateAccount(account=account)
    furnished.world.undo()
    assert state(furnished) == before


def test_a_mailbox_is_not_undone_with_diversions_that_came_since(scene: VoicemailScene) -> None:
    number = scene.mailbox()["mailbox"]
    made = scene.world.last_transaction()
    scene.admin.sip.setCallDiversions(sipId=sip_id(), diversions={"FBUS": f"sip:{number}@vm.example"})
    before = state(scene)
    with pytest.raises(NotRevertible, match="would be removed with it: diversions"):
        scene.world.undo(made)
    assert state(scene) == before


def test_nothing_that_cannot_be_opened_holds_up_a_removal(quick: VoicemailScene) -> None:
    for username in ("alice", "bob"):
        quick.mailbox(username)
    quick.world.sql("UPDATE voicemail_accounts SET password = x'00112233445566778899aabbccddeeff0011'")
    quick.root.deleteAccount(sipId=sip_id())
    quick.admin.sip.deleteAccount(sipId=sip_id("bob"))
    assert quick.world.sql("SELECT count(*) FROM voicemail_accounts") == [(0,)]
    with pytest.raises(NotRevertible, match="nothing is kept that would undo it"):
        quick.world.undo()
