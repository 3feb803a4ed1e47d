# SPDX-License-Identifier: Apache-2.0
"""PresencePort: what accounts say of themselves, and their policy (presence.md 5)."""

from typing import Any

import pytest

from ngnprov.ports.presence import service
from tests.ports.presence.conftest import PresenceScene, credentials
from tests.support.caller import NIL

ALICE = credentials()
NOTHING = {"activity": "", "note": ""}
NOBODY: dict[str, list[str]] = {"allow": [], "deny": [], "confirm": []}


def test_information_comes_back_as_it_was_set_until_it_is_removed(scene: PresenceScene) -> None:
    alice = scene.nobody
    assert alice.getPresenceInformation(**ALICE) == NOTHING
    for said in ({"activity": "open", "note": "None"}, {"activity": "busy", "note": "Füße <hoch> & \r\nfrei"}):
        assert alice.setPresenceInformation(**ALICE, information=said) is True
        assert alice.getPresenceInformation(**ALICE) == said
    assert alice.getPresenceInformation(**credentials("bob")) == NOTHING
    for _ in range(2):
        assert alice.deletePresenceInformation(**ALICE) is True
        assert alice.getPresenceInformation(**ALICE) == NOTHING


def test_information_is_replaced_as_a_whole(quick: PresenceScene) -> None:
    alice = quick.nobody
    alice.setPresenceInformation(**ALICE, information={"activity": "idle", "note": "back soon"})
    alice.setPresenceInformation(**ALICE, information={"activity": "away"})
    assert alice.getPresenceInformation(**ALICE) == {"activity": "away", "note": ""}


@pytest.mark.parametrize("activity", service.ACTIVITIES)
def test_every_activity_that_clients_know_is_taken(quick: PresenceScene, activity: str) -> None:
    quick.nobody.setPresenceInformation(**ALICE, information={"activity": activity, "note": ""})
    assert quick.nobody.getPresenceInformation(**ALICE)["activity"] == activity


@pytest.mark.parametrize(
    ("information", "code", "field"),
    [
        ({"activity": "asleep"}, 101, "information.activity"),
        ({"activity": "Open"}, 101, "information.activity"),
        ({"activity": ""}, 102, "information.activity"),
        ({"note": "x"}, 102, "information.activity"),
        ({"activity": "open", "note": "x" * 1025}, 101, "information.note"),
        (None, 102, "information"),
    ],
)
def test_information_that_says_nothing_good_is_refused(
    scene: PresenceScene, information: Any, code: int, field: str
) -> None:
    alice = scene.nobody
    alice.setPresenceInformation(**ALICE, information={"activity": "open", "note": "here"})
    fault = alice.refused("setPresenceInformation", **ALICE, information=information)
    assert (fault.code, fault.field) == (code, field)
    assert alice.getPresenceInformation(**ALICE) == {"activity": "open", "note": "here"}


def test_a_policy_comes_back_in_order_and_is_replaced_as_a_whole(scene: PresenceScene) -> None:
    alice = scene.nobody
    assert alice.getPolicy(**ALICE) == NOBODY
    policy = {
        "allow": ["zoe@example.com", "bob@example.com"],
        "deny": ["example.org"],
        "confirm": ["carol@example.net"],
    }
    assert alice.setPolicy(**ALICE, policy=policy) is True
    assert alice.getPolicy(**ALICE) == policy
    assert alice.getPolicy(**credentials("bob")) == NOBODY
    assert alice.setPolicy(**ALICE, policy={"confirm": ["example.org"]}) is True
    assert alice.getPolicy(**ALICE) == {**NOBODY, "confirm": ["example.org"]}
    alice.setPolicy(**ALICE, policy=NOBODY)
    assert alice.getPolicy(**ALICE) == NOBODY


def test_entries_are_folded_and_those_that_are_empty_or_repeated_are_dropped(quick: PresenceScene) -> None:
    alice = quick.nobody
    alice.setPolicy(**ALICE, policy={"allow": ["Bob@Example.COM", "", "bob@example.com", "EXAMPLE.org"]})
    assert alice.getPolicy(**ALICE)["allow"] == ["bob@example.com", "example.org"]


@pytest.mark.parametrize("action", ["allow", "deny", "confirm"])
@pytest.mark.parametrize(
    "entry",
    [
        "localhost",
        "bob@",
        "@example.com",
        "b b@example.com",
        "bob@example",
        "sip:bob@example.com",
        "a@b@example.com",
        "%",
    ],
)
def test_an_entry_that_is_no_address_is_refused_by_its_place(quick: PresenceScene, action: str, entry: str) -> None:
    alice = quick.nobody
    alice.setPolicy(**ALICE, policy={action: ["example.org"]})
    fault = alice.refused("setPolicy", **ALICE, policy={action: ["bob@example.com", entry]})
    assert (fault.code, fault.field) == (101, f"policy.{action}.1")
    assert alice.getPolicy(**ALICE)[action] == ["example.org"]


def test_lists_and_entries_have_an_end(quick: PresenceScene) -> None:
    alice = quick.nobody
    many = [f"u{number}@example.com" for number in range(service.MOST)]
    alice.setPolicy(**ALICE, policy={"allow": many})
    assert alice.getPolicy(**ALICE)["allow"] == many
    fault = alice.refused("setPolicy", **ALICE, policy={"deny": [*many, "example.org"]})
    assert (fault.code, fault.field) == (101, "policy.deny")
    fault = alice.refused("setPolicy", **ALICE, policy={"deny": ["a@" + "b" * 320 + ".example"]})
    assert (fault.code, fault.field) == (101, "policy.deny.0")
    assert alice.getPolicy(**ALICE) == {**NOBODY, "allow": many}


def test_only_an_empty_policy_clears_and_none_at_all_is_refused(scene: PresenceScene) -> None:
    alice, policy = scene.nobody, {**NOBODY, "allow": ["example.org"]}
    alice.setPolicy(**ALICE, policy=policy)
    for nothing in ({}, {"policy": NIL}) if scene.dialect == "literal" else ({},):
        fault = alice.refused("setPolicy", **ALICE, **nothing)
        assert (fault.code, fault.field) == (102, "policy")
        assert alice.getPolicy(**ALICE) == policy
    alice.setPolicy(**ALICE, policy={})
    assert alice.getPolicy(**ALICE) == NOBODY


def test_lists_are_typed_even_when_they_are_empty(quick: PresenceScene) -> None:
    alice = quick.nobody
    assert alice.getWatchers(**ALICE) == []
    assert b'SOAP-ENC:arrayType="soapsimpleproxy:Watcher[0]"' in alice.answered
    alice.getPolicy(**ALICE)
    assert alice.answered.count(b'xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:string[0]"') == 3
    assert b'xsi:type="soapsimpleproxy:PresencePolicy"' in alice.answered
    assert b'xmlns:soapsimpleproxy="urn:AGProjects:SoapSIMPLEProxy"' in alice.answered


def test_what_is_kept_goes_with_its_account(scene: PresenceScene) -> None:
    scene.nobody.setPresenceInformation(**ALICE, information={"activity": "open", "note": "here"})
    scene.nobody.setPolicy(**ALICE, policy={"allow": ["example.org"]})
    scene.admin.sip.deleteAccount(sipId=ALICE["sipId"])
    for table in ("presence_information", "presence_policies"):
        assert scene.world.sql(f"SELECT count(*) FROM {table}") == [(0,)]
    scene.admin.sip.addAccount(account={"id": ALICE["sipId"], "password": "secret"})
    assert scene.nobody.getPresenceInformation(**ALICE) == NOTHING
    assert scene.nobody.getPolicy(**ALICE) == NOBODY
