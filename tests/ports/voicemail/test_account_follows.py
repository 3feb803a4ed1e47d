# SPDX-License-Identifier: Apache-2.0
"""What changes of a SIP account with its mailbox: the group ``voicemail``, and diversions to the number (V7, V8)."""

import json
from typing import Any

import pytest

from ngnprov.ports.sip import names
from tests.ports.voicemail.conftest import VoicemailScene, sip_id


def divert(scene: VoicemailScene, **targets: str) -> None:
    scene.admin.sip.setCallDiversions(sipId=sip_id(), diversions=targets)


def entries(scene: VoicemailScene) -> list[Any]:
    """(before, after) of what changed of the SIP account beside the mailbox."""
    rows = scene.world.sql(
        "SELECT before, after, customer FROM journal WHERE subject = 'SIP account alice@example.com'"
        " AND request_id IN (SELECT request_id FROM journal WHERE subject LIKE 'voicemail%') ORDER BY id"
    )
    assert {row[2] for row in rows} <= {scene.customer_id}
    return [(json.loads(before), json.loads(after)) for before, after, _ in rows]


def test_the_group_follows_the_mailbox(scene: VoicemailScene) -> None:
    scene.admin.sip.addToGroup(sipId=sip_id(), group="sms")
    scene.mailbox()
    assert scene.groups() == ["sms", "voicemail"]
    listed = scene.admin.sip.getAccounts(query={"filter": {"groups": ["voicemail"]}})
    assert [account["id"] for account in listed["accounts"]] == [sip_id()]
    scene.customer_login.deleteAccount(sipId=sip_id())
    assert scene.groups() == ["sms"]
    groups = [{"groups": ["sms"]}, {"groups": ["sms", "voicemail"]}]
    assert entries(scene) == [tuple(groups), tuple(reversed(groups))]


def test_an_account_that_is_in_the_group_already_gets_a_mailbox_all_the_same(scene: VoicemailScene) -> None:
    """CDRTool's settings page adds the group first."""
    scene.admin.sip.updateAccount(account={"id": sip_id(), "groups": ["voicemail"]})
    scene.mailbox()
    assert (scene.groups(), entries(scene)) == (["voicemail"], [])


def test_one_that_has_left_the_group_loses_its_mailbox_all_the_same(scene: VoicemailScene) -> None:
    scene.mailbox()
    scene.admin.sip.removeFromGroup(sipId=sip_id(), group="voicemail")
    assert scene.customer_login.deleteAccount(sipId=sip_id()) is True
    assert scene.groups() == []
    assert len(entries(scene)) == 1


def test_no_right_is_needed_to_join(quick: VoicemailScene) -> None:
    """The customer has no switch of customer.md 3.2."""
    assert quick.login("customer").sip.refused("addToGroup", sipId=sip_id(), group="sms").code == 902
    quick.mailbox()
    assert quick.groups() == ["voicemail"]


def test_an_account_that_is_in_as_many_groups_as_there_can_be_gets_no_mailbox(quick: VoicemailScene) -> None:
    quick.admin.sip.updateAccount(account={"id": sip_id(), "groups": [f"g{number}" for number in range(64)]})
    before = quick.world.fingerprint()
    fault = quick.customer_login.refused("addAccount", account={"sipId": sip_id()})
    assert (fault.code, fault.field) == (101, "account.sipId")
    assert quick.world.fingerprint() == before


def test_diversions_to_the_number_go_with_the_mailbox_and_others_stay(scene: VoicemailScene) -> None:
    number = scene.mailbox()["mailbox"]
    stay = {"FNOL": "<voice-mailbox>", "FUNC": f"sip:1{number}@vm.example", "FUNV": f"sip:bob@{number}.example"}
    divert(scene, **stay, FBUS=f"sip:{number}@vm.example", FNOA=f"{number}@other.example:5070")
    scene.customer_login.deleteAccount(sipId=sip_id())
    assert scene.diversions() == stay
    (changed,) = [after["diversions"] for _, after in entries(scene) if "diversions" in after]
    assert changed == stay


def test_diversions_of_other_accounts_stay(quick: VoicemailScene) -> None:
    number = quick.mailbox("bob")["mailbox"]
    quick.mailbox()
    divert(quick, FBUS=f"sip:{number}@vm.example")
    before = quick.diversions()
    quick.customer_login.deleteAccount(sipId=sip_id("bob"))
    quick.customer_login.deleteAccount(sipId=sip_id())
    assert quick.diversions() == before


@pytest.mark.parametrize(
    ("uri", "user"),
    [
        ("sip:1000000@vm.example", "1000000"),
        ("SIPS:1000000@[2001:db8::1]:5061;transport=tls", "1000000"),
        ("1000000@vm.example", "1000000"),
        ("sip:%31000000@vm.example", "1000000"),
        ("sip:1000000;ext=5@vm.example", "1000000;ext=5"),
        ("<voice-mailbox>", ""),
    ],
)
def test_the_user_part_of_a_target(uri: str, user: str) -> None:
    assert names.user_of(uri) == user


def test_the_new_mailbox_is_there_at_once(scene: VoicemailScene) -> None:
    """What CDRTool does behind addAccount."""
    scene.mailbox()
    number = scene.customer_login.getAccount(sipId=sip_id())["mailbox"]
    divert(scene, **dict.fromkeys(("FBUS", "FNOA", "FNOL"), f"sip:{number}@vm.example"))
    assert set(scene.diversions()) == {"FBUS", "FNOA", "FNOL"}


def test_a_mailbox_moves_with_its_domain(scene: VoicemailScene) -> None:
    scene.mailbox()
    id, sibling = scene.sibling()
    scene.admin.sip.updateDomain(domain={"domain": "example.com", "customer": id})
    assert sibling.getAccount(sipId=sip_id())["mailbox"] == "1000000"
    assert scene.customer_login.refused("getAccount", sipId=sip_id()).code == 1010
