# SPDX-License-Identifier: Apache-2.0
"""Trusted peers: what they are, whose they are, how they are found (sip.md 4.6, 5.15)."""

from typing import Any

import pytest

from ngnprov.db.ledgers.journal import MASKED
from tests.ports.sip.conftest import SipScene
from tests.ports.sip.routing import journal

# what CDRTool's form sends (TP:615-631), here by an administrator
FORM = {
    "ip": "10.0.0.1",
    "description": "Main office",
    "callLimit": 30,
    "msteams": False,
    "tenant": "",
    "carrierName": "Acme",
    "originator": "bob",
    "prefix": "0031",
    "strip": 2,
    "blocked": 0,
    "enumLookup": 1,
    "transit": 0,
    "owner": 0,
}


def peer(scene: SipScene, ip: str = "10.0.0.1") -> dict[str, Any]:
    """A peer as the administrator reads it."""
    page = scene.admin.sip.getTrustedPeers(query={"filter": {"ip": ip}})
    assert page["total"] == 1
    found: dict[str, Any] = page["peers"][0]
    return found


def test_a_peer_is_stored_as_the_form_sends_it(sip: SipScene) -> None:
    given = {**FORM, "customer": sip.customer_id, "reseller": sip.reseller_id}
    stored = sip.admin.sip.addTrustedPeer(peer=given)
    expected = {
        **given,
        "enumLookup": True,
        "transit": False,
        "tags": "",
        "billingId": "",
        "authToken": "",
        "prepaid": False,
    }
    assert {name: stored[name] for name in expected} == expected
    assert peer(sip) == stored
    ((operation, before, after),) = journal(sip, "SIP trusted peer 10.0.0.1")
    assert (operation, before, after["description"], after["call_limit"]) == ("addTrustedPeer", None, "Main office", 30)


def test_a_bare_peer_is_the_callers_and_looks_numbers_up(sip: SipScene) -> None:
    stored = sip.reseller_login.addTrustedPeer(peer={"ip": "10.0.0.1", "description": None, "tenant": None})
    assert (stored["customer"], stored["reseller"]) == (sip.reseller_id, sip.reseller_id)
    texts = ("description", "tags", "billingId", "tenant", "carrierName", "originator", "prefix", "authToken")
    assert {stored[name] for name in texts} == {""}
    assert [stored[name] for name in ("strip", "callLimit", "blocked", "owner")] == [0, 0, 0, 0]
    assert [stored[name] for name in ("enumLookup", "msteams", "transit", "prepaid")] == [True, False, False, False]


def test_a_peer_of_ms_teams_has_a_host_name(sip: SipScene) -> None:
    given = {"ip": "SBC.Contoso.Example", "msteams": True, "tenant": "contoso", "authToken": "t0ken"}
    stored = sip.reseller_login.addTrustedPeer(peer=given)
    assert (stored["ip"], stored["msteams"], stored["tenant"]) == ("sbc.contoso.example", True, "contoso")
    assert sip.reseller_login.deleteTrustedPeer(ip="sbc.CONTOSO.example") is True


def test_an_address_is_one_peer_on_the_whole_server_however_it_is_written(sip: SipScene) -> None:
    sip.reseller_login.addTrustedPeer(peer={"ip": "2001:DB8:0::1"})
    for caller in (sip.reseller_login, sip.stranger(), sip.admin.sip):
        fault = caller.refused("addTrustedPeer", peer={"ip": "2001:db8::1"})
        assert (fault.code, fault.field) == (1071, "peer.ip")
    assert peer(sip, "2001:0DB8::0001")["ip"] == "2001:db8::1"
    assert sip.reseller_login.updateTrustedPeer(peer={"ip": "[2001:DB8::1]", "prefix": "9"}) is True
    assert sip.reseller_login.deleteTrustedPeer(ip="2001:db8:0:0::1") is True


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"ip": ""}, 102, "ip"),
        ({"ip": None}, 102, "ip"),
        ({"ip": "10.0.0.0/8"}, 101, "ip"),
        ({"ip": "office"}, 101, "ip"),
        ({"prefix": "abc"}, 101, "prefix"),
        ({"strip": -1}, 101, "strip"),
        ({"callLimit": -1}, 101, "callLimit"),
        ({"customer": 4711}, 101, "customer"),
        ({"owner": 4711}, 5000, "owner"),
        ({"tags": "x" * 1025}, 101, "tags"),
    ],
)
def test_what_a_peer_may_not_be(quick_sip: SipScene, members: dict[str, Any], code: int, field: str) -> None:
    before = quick_sip.world.fingerprint()
    fault = quick_sip.reseller_login.refused("addTrustedPeer", peer={"ip": "10.0.0.1", **members})
    assert (fault.code, fault.field) == (code, f"peer.{field}")
    assert quick_sip.world.fingerprint() == before


def test_an_administrator_names_customer_or_reseller_or_nobody(quick_sip: SipScene) -> None:
    def whose(ip: str, **members: int) -> tuple[int, int]:
        stored = quick_sip.admin.sip.addTrustedPeer(peer={"ip": ip, **members})
        return stored["customer"], stored["reseller"]

    customer, reseller = quick_sip.customer_id, quick_sip.reseller_id
    assert whose("10.0.0.1", customer=0, reseller=0) == (0, 0)
    assert whose("10.0.0.2", customer=customer, reseller=0) == (customer, reseller)
    assert whose("10.0.0.3", customer=0, reseller=reseller) == (reseller, reseller)
    given = {"ip": "10.0.0.4", "customer": reseller, "reseller": customer}
    assert quick_sip.admin.sip.refused("addTrustedPeer", peer=given).field == "peer.reseller"
    assert quick_sip.reseller_login.getTrustedPeers(query={})["total"] == 2


def test_a_peer_that_is_not_there_answers_1070(sip: SipScene) -> None:
    for ip in ("10.0.0.1", "nonsense", "%", "fe80::1%eth0"):
        fault = sip.admin.sip.refused("deleteTrustedPeer", ip=ip)
        assert (fault.code, fault.field) == (1070, "ip")
        assert sip.admin.sip.refused("updateTrustedPeer", peer={"ip": ip}).code == 1070
    assert sip.admin.sip.refused("updateTrustedPeer", peer={"description": "x"}).code == 102


def test_a_deleted_peer_is_gone_and_told_in_the_journal_without_its_token(sip: SipScene) -> None:
    sip.reseller_login.addTrustedPeer(peer={"ip": "10.0.0.1", "authToken": "t0ken"})
    assert sip.reseller_login.deleteTrustedPeer(ip="10.0.0.1") is True
    assert sip.reseller_login.refused("deleteTrustedPeer", ip="10.0.0.1").code == 1070
    operation, before, after = journal(sip, "SIP trusted peer 10.0.0.1")[-1]
    assert (operation, before["auth_token"], after) == ("deleteTrustedPeer", MASKED, None)


def test_the_token_is_answered_but_stored_sealed_and_journaled_masked(sip: SipScene) -> None:
    caller = sip.reseller_login
    assert caller.addTrustedPeer(peer={"ip": "10.0.0.1", "authToken": "first-t0ken"})["authToken"] == "first-t0ken"
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "authToken": "second-t0ken"})
    assert peer(sip)["authToken"] == "second-t0ken"
    stored = sip.world.sql("SELECT * FROM sip_trusted_peers") + sip.world.sql("SELECT * FROM journal")
    assert b"t0ken" not in b"".join(
        bytes(value) for row in stored for value in row if isinstance(value, (bytes, memoryview))
    )
    assert "t0ken" not in repr(stored)
    assert journal(sip, "SIP trusted peer 10.0.0.1")[1][1:] == ({"auth_token": MASKED}, {"auth_token": MASKED})
    before = sip.world.fingerprint()
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "authToken": "second-t0ken"})
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "authToken": None})
    assert sip.world.fingerprint() == before
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "authToken": ""})
    assert peer(sip)["authToken"] == ""


def found(scene: SipScene, **condition: Any) -> list[str]:
    """The addresses that the client's list page shows, which sends every filter blank (TP:58-69)."""
    blanks = {"ip": "", "description": "", "tenant": "", "tags": "%%", "billingId": "", "msteams": False}
    query = {"filter": {**blanks, **condition}, "orderBy": {"attribute": "ip", "direction": "ASC"}}
    page = scene.reseller_login.getTrustedPeers(query={**query, "range": {"start": 0, "count": 20}})
    assert page["total"] == len(page["peers"])
    return [each["ip"] for each in page["peers"]]


def test_filters_as_the_list_page_sends_them(sip: SipScene) -> None:
    caller = sip.reseller_login
    caller.addTrustedPeer(peer={"ip": "10.0.0.1", "description": "Main Office", "billingId": "B1"})
    caller.addTrustedPeer(peer={"ip": "10.0.0.2", "tags": "gold, Berlin", "blocked": 3})
    caller.addTrustedPeer(peer={"ip": "10.0.1.1", "tags": "silver"})
    caller.addTrustedPeer(peer={"ip": "sbc.contoso.example", "msteams": True, "tenant": "contoso"})
    assert found(sip) == ["10.0.0.1", "10.0.0.2", "10.0.1.1"]
    assert found(sip, msteams=True) == ["sbc.contoso.example"]
    assert len(found(sip, msteams=None)) == 4
    assert found(sip, tags="%berlin%") == ["10.0.0.2"]
    assert found(sip, tags="%") == found(sip, tags="") == found(sip, tags="%%")
    assert found(sip, blocked=0) == ["10.0.0.1", "10.0.1.1"]
    assert found(sip, blocked=3) == ["10.0.0.2"]
    assert found(sip, blocked=None) == found(sip)
    assert found(sip, ip="10.0.0.%") == ["10.0.0.1", "10.0.0.2"]
    assert found(sip, ip="10.0._.1") == ["10.0.0.1", "10.0.1.1"]
    assert found(sip, ip="10.0.0.1") == ["10.0.0.1"]
    assert found(sip, ip="SBC.Contoso.Example", msteams=True) == ["sbc.contoso.example"]
    assert found(sip, description="main%") == ["10.0.0.1"]
    assert found(sip, billingId="b1") == ["10.0.0.1"]
    assert found(sip, tenant="contoso", msteams=True) == ["sbc.contoso.example"]
    assert found(sip, tenant="contoso") == []


def test_peers_come_newest_change_first_and_by_description_when_asked(sip: SipScene) -> None:
    caller = sip.reseller_login
    for ip, description in (("10.0.0.1", "beta"), ("10.0.0.2", "Alpha"), ("10.0.0.3", "gamma")):
        caller.addTrustedPeer(peer={"ip": ip, "description": description})
    caller.updateTrustedPeer(peer={"ip": "10.0.0.1", "prefix": "9"})

    def order(**order_by: str) -> list[str]:
        page = caller.getTrustedPeers(query={"orderBy": order_by} if order_by else {})
        return [each["ip"][-1] for each in page["peers"]]

    assert order() == order(attribute="?", direction="ASC") == ["1", "3", "2"]
    assert order(attribute="description", direction="ASC") == ["2", "1", "3"]
    assert order(attribute="ip", direction="DESC") == ["3", "2", "1"]
    page = caller.getTrustedPeers(query={"range": {"start": 2, "count": 5}})
    assert ([each["ip"] for each in page["peers"]], page["total"]) == (["10.0.0.2"], 3)


@pytest.mark.parametrize("member", ["customer", "owner"])
def test_an_entry_with_peers_is_not_deleted(sip: SipScene, member: str) -> None:
    id = sip.add("short-lived", reseller=sip.reseller_id)
    sip.reseller_login.addTrustedPeer(peer={"ip": "10.0.0.1", member: id})
    fault = sip.admin.refused("deleteAccount", id=id)
    assert (fault.code, "1 SIP trusted peers" in fault.text) == (5010, True)
    sip.reseller_login.deleteTrustedPeer(ip="10.0.0.1")
    sip.admin.deleteAccount(id=id)


def test_a_blocked_peer_is_not_freed_by_deleting_and_adding_it(sip: SipScene) -> None:
    sip.admin.sip.addTrustedPeer(peer={"ip": "192.0.2.77", "customer": sip.reseller_id, "blocked": 1})
    fault = sip.reseller_login.refused("deleteTrustedPeer", ip="192.0.2.77")
    assert (fault.code, fault.field) == (902, "ip")
    assert sip.behind(sip.reseller_id).sip.deleteTrustedPeer(ip="192.0.2.77") is True


def test_an_address_is_one_peer_however_it_is_written(quick_sip: SipScene) -> None:
    quick_sip.reseller_login.addTrustedPeer(peer={"ip": "192.0.2.77"})
    assert quick_sip.reseller_login.refused("addTrustedPeer", peer={"ip": "::ffff:192.0.2.77"}).code == 1071
    for nobody in ("0.0.0.0", "::"):
        assert quick_sip.reseller_login.refused("addTrustedPeer", peer={"ip": nobody}).field == "peer.ip"
