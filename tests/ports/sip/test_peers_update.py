# SPDX-License-Identifier: Apache-2.0
"""What an update of a trusted peer means: the old client's is no round trip (sip.md 5.15).

Null is an untyped empty element in RPC/encoded and xsi:nil in document/literal.
"""

from typing import Any

import pytest

from tests.ports.sip.conftest import SipScene
from tests.ports.sip.test_peers import journal, peer
from tests.support.caller import NIL, Caller

FULL = {
    "ip": "10.0.0.1",
    "description": "Main office",
    "tags": "gold",
    "billingId": "B1",
    "msteams": True,
    "tenant": "contoso",
    "carrierName": "Acme",
    "originator": "bob",
    "prefix": "0031",
    "strip": 2,
    "callLimit": 30,
    "blocked": 2,
    "enumLookup": True,
    "transit": True,
    "prepaid": True,
    "authToken": "t0ken",
}

# every member that the edit form of a non-administrator lacks, as CDRTool sends it all the same (TP:654-673)
HIDDEN = {
    "description": NIL,
    "tags": NIL,
    "billingId": NIL,
    "tenant": NIL,
    "carrierName": NIL,
    "originator": NIL,
    "callLimit": 0,
    "blocked": 0,
    "enumLookup": False,
    "transit": False,
    "prepaid": False,
    "msteams": False,
    "authToken": NIL,
}

OTHERS = {
    "description": "x",
    "tags": "x",
    "billingId": "x",
    "msteams": False,
    "tenant": "x",
    "carrierName": "x",
    "originator": "x",
    "callLimit": 1,
    "blocked": 1,
    "enumLookup": False,
    "transit": False,
    "prepaid": False,
}
"""Another value for each member that only administrators change."""


def stored(scene: SipScene) -> dict[str, Any]:
    found = peer(scene)
    return {name: value for name, value in found.items() if name not in ("changeDate", "owner")}


@pytest.fixture
def full(sip: SipScene) -> dict[str, Any]:
    """A peer with every member set, the customer's."""
    sip.admin.sip.addTrustedPeer(peer={**FULL, "customer": sip.customer_id})
    return {**FULL, "customer": sip.customer_id, "reseller": sip.reseller_id}


@pytest.fixture
def quick_full(quick_sip: SipScene) -> dict[str, Any]:
    quick_sip.admin.sip.addTrustedPeer(peer={**FULL, "customer": quick_sip.customer_id})
    return {**FULL, "customer": quick_sip.customer_id, "reseller": quick_sip.reseller_id}


def test_the_form_of_a_reseller_changes_prefix_and_strip_and_keeps_the_rest(
    sip: SipScene, full: dict[str, Any]
) -> None:
    sent = {"ip": "10.0.0.1", **HIDDEN, "prefix": "0049", "strip": 4, "customer": 0, "reseller": 0}
    for caller in (sip.reseller_login, sip.behind(sip.reseller_id).sip, sip.admin.sip):
        assert caller.updateTrustedPeer(peer=sent) is True
        assert stored(sip) == {**full, "prefix": "0049", "strip": 4}
    entries = journal(sip, "SIP trusted peer 10.0.0.1")[1:]
    assert entries == [("updateTrustedPeer", {"prefix": "0031", "strip": 2}, {"prefix": "0049", "strip": 4})]


def test_the_form_of_an_administrator_changes_what_it_has(sip: SipScene, full: dict[str, Any]) -> None:
    form = {**full, **OTHERS, "tags": "", "authToken": ""}
    for caller in (sip.admin.sip, sip.behind(sip.reseller_id).sip):
        sip.admin.sip.updateTrustedPeer(peer=full)
        assert caller.updateTrustedPeer(peer=form) is True
        assert stored(sip) == form


def test_the_form_of_a_peer_that_is_not_of_ms_teams_keeps_what_it_lacks(sip: SipScene, full: dict[str, Any]) -> None:
    lacking = {"msteams": False, "tenant": NIL, "authToken": NIL}
    sip.admin.sip.updateTrustedPeer(peer={**full, "description": "New", "blocked": 0, "enumLookup": False, **lacking})
    assert stored(sip) == {**full, "description": "New", "blocked": 0, "enumLookup": False}


@pytest.mark.parametrize("member", OTHERS)
def test_a_login_that_is_no_administrators_never_changes_the_administrators_members(
    quick_sip: SipScene, quick_full: dict[str, Any], member: str
) -> None:
    before = quick_sip.world.fingerprint()
    assert quick_sip.reseller_login.updateTrustedPeer(peer={"ip": "10.0.0.1", member: OTHERS[member]}) is True
    assert quick_sip.world.fingerprint() == before
    for caller in (quick_sip.admin.sip, quick_sip.behind(quick_sip.reseller_id).sip):
        quick_sip.admin.sip.updateTrustedPeer(peer=quick_full)
        assert caller.updateTrustedPeer(peer={"ip": "10.0.0.1", member: OTHERS[member]}) is True
        assert stored(quick_sip) == {**quick_full, member: OTHERS[member]}


@pytest.mark.parametrize("member", ["msteams", "prepaid", "enumLookup", "transit", "blocked", "callLimit"])
def test_a_null_description_keeps_what_cannot_be_null(
    quick_sip: SipScene, quick_full: dict[str, Any], member: str
) -> None:
    before = quick_sip.world.fingerprint()
    for value in (0, False):
        quick_sip.admin.sip.updateTrustedPeer(peer={"ip": "10.0.0.1", "description": None, member: value})
        assert quick_sip.world.fingerprint() == before
    quick_sip.admin.sip.updateTrustedPeer(peer={"ip": "10.0.0.1", "description": "", member: 0})
    assert stored(quick_sip) == {**quick_full, "description": "", member: 0}


def test_a_null_tenant_keeps_msteams_and_an_empty_one_does_not(quick_sip: SipScene, quick_full: dict[str, Any]) -> None:
    admin = quick_sip.admin.sip
    before = quick_sip.world.fingerprint()
    admin.updateTrustedPeer(peer={"ip": "10.0.0.1", "msteams": False, "tenant": None})
    assert quick_sip.world.fingerprint() == before
    admin.updateTrustedPeer(peer={"ip": "10.0.0.1", "msteams": False, "tenant": ""})
    assert stored(quick_sip) == {**quick_full, "msteams": False, "tenant": ""}


def test_members_that_are_absent_are_kept_and_the_others_count(sip: SipScene, full: dict[str, Any]) -> None:
    sip.admin.sip.updateTrustedPeer(peer={"ip": "10.0.0.1", "blocked": 0, "msteams": False})
    assert stored(sip) == {**full, "blocked": 0, "msteams": False}


def test_a_peer_moves_within_the_reseller_and_for_an_administrator_beyond(sip: SipScene, full: dict[str, Any]) -> None:
    sibling = sip.add("sibling", reseller=sip.reseller_id)
    stranger = sip.stranger()
    other = sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]

    def move(caller: Caller, **members: int) -> tuple[int, int]:
        assert caller.updateTrustedPeer(peer={"ip": "10.0.0.1", **members}) is True
        found = peer(sip)
        return found["customer"], found["reseller"]

    assert move(sip.reseller_login, customer=0, reseller=0) == (sip.customer_id, sip.reseller_id)
    assert move(sip.reseller_login, customer=sibling) == (sibling, sip.reseller_id)
    assert move(sip.reseller_login, reseller=other) == (sibling, sip.reseller_id)
    fault = sip.reseller_login.refused("updateTrustedPeer", peer={"ip": "10.0.0.1", "customer": other})
    assert (fault.code, fault.field) == (101, "peer.customer")
    assert move(sip.admin.sip, reseller=other) == (other, other)
    assert stranger.getTrustedPeers(query={})["total"] == 1
    assert sip.reseller_login.getTrustedPeers(query={})["total"] == 0


def test_an_owner_is_an_entry_of_the_reseller_and_kept_when_it_is_not_sent(
    quick_sip: SipScene, quick_full: dict[str, Any]
) -> None:
    caller = quick_sip.reseller_login
    quick_sip.stranger()
    other = quick_sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "owner": quick_sip.customer_id})
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "prefix": "9"})
    assert peer(quick_sip)["owner"] == quick_sip.customer_id
    fault = caller.refused("updateTrustedPeer", peer={"ip": "10.0.0.1", "owner": other})
    assert (fault.code, fault.field) == (5000, "peer.owner")
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "owner": 0})
    assert peer(quick_sip)["owner"] == 0


def test_a_bad_value_changes_nothing(quick_sip: SipScene, quick_full: dict[str, Any]) -> None:
    before = quick_sip.world.fingerprint()
    for bad in ({"prefix": "x"}, {"strip": -1}, {"callLimit": -1}, {"blocked": "no"}, {"customer": 4711}):
        (member,) = bad
        fault = quick_sip.admin.sip.refused("updateTrustedPeer", peer={"ip": "10.0.0.1", "tags": "new", **bad})
        assert fault.field == f"peer.{member}"
    assert quick_sip.world.fingerprint() == before
