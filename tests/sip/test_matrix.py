# SPDX-License-Identifier: Apache-2.0
"""Who may call which operation of SipPort about whose record: every cell (promise P17, sip.md 6).

The records are the customer's, but carriers, gateways, rules, routes and peers, which are the reseller's. Expected is the fault
code, 0 for success. An operation that is missing here fails. What is refused leaves the database as it was, and what is
another's answers as what never was.
"""

from typing import Any

import pytest
from caller import Caller, Fault

from ngnprov.port import find_ports
from sip.conftest import CREDITS, SWITCHES, SipScene, granted, sip_id

WHO = (
    *("administrator", "behind reseller", "behind customer", "behind nobody", "reseller", "deputy", "customer"),
    *("sibling", "stranger", "nobody"),
)

ALICE = {"sipId": sip_id()}
ENTRY = {"uri": "bob@example.com", "name": "Bob", "group": "vip"}

ACCOUNT = {
    "getAccount": ALICE,
    "updateAccount": {"account": {"id": sip_id(), "firstName": "New"}},
    "deleteAccount": ALICE,
    "addToGroup": {**ALICE, "group": "sms"},
    "removeFromGroup": {**ALICE, "group": "missed-calls"},
    "getGroups": ALICE,
    "addBalance": {**ALICE, "value": 5.0, "description": "x"},
    "getCreditHistory": {**ALICE, "count": 10},
    "getPrepaidStatus": {"sipIds": [sip_id()]},
    "addPhonebookEntry": {**ALICE, "entry": ENTRY},
    "updatePhonebookEntry": {**ALICE, "entry": {"uri": "carol@example.com", "name": "C"}},
    "deletePhonebookEntry": {**ALICE, "uri": "carol@example.com"},
    "getPhonebookEntries": {**ALICE, "match": {"uri": "%"}, "range": {"start": 0, "count": 10}},
    "setRejectMembers": {**ALICE, "members": ["sip:spam@example.org"]},
    "getRejectMembers": ALICE,
    "setAcceptRules": {**ALICE, "rules": {"temporary": {"groups": ["nobody"], "duration": 5}}},
    "getAcceptRules": ALICE,
    "setBarringPrefixes": {**ALICE, "prefixes": ["+44"]},
    "getBarringPrefixes": ALICE,
    "setCallDiversions": {**ALICE, "diversions": {"FUNC": "sip:bob@example.com"}},
    "getCallDiversions": ALICE,
    "getCalls": {**ALICE, "query": {}},
    "getCallStatistics": {**ALICE, "query": {}},
}
"""About the customer's account."""

OTHERS: dict[str, tuple[int, dict[str, Any]]] = {
    "updateDomain": (1000, {"domain": {"domain": "example.com", "match_ip_address": "10.0.0.1"}}),
    "deleteDomain": (1000, {"domain": "empty.example"}),
    "addAccount": (1000, {"account": {"id": sip_id("new"), "password": "p"}}),
    "addAlias": (1000, {"alias": {"id": sip_id("other"), "target": sip_id()}}),
    "updateAlias": (1020, {"alias": {"id": sip_id("sales"), "target": sip_id("bob")}}),
    "deleteAlias": (1020, {"id": sip_id("sales")}),
    "getAlias": (1020, {"id": sip_id("sales")}),
}
"""About other records of the customer, with the code of what is not there."""

ROUTING: dict[str, tuple[int, dict[str, Any]]] = {
    "updateCarrier": (1080, {"carrier": {"id": 1, "name": "renamed"}}),
    "deleteCarrier": (1080, {"id": 2}),
    "addGateway": (1080, {"gateway": {"name": "second", "carrier_id": 1, "ip": "192.0.2.2"}}),
    "updateGateway": (1090, {"gateway": {"id": 1, "name": "renamed"}}),
    "deleteGateway": (1090, {"id": 1}),
    "addGatewayRule": (1090, {"rule": {"gateway_id": 1, "prefix": "0032"}}),
    "updateGatewayRule": (1100, {"rule": {"id": 1, "strip": 3}}),
    "deleteGatewayRule": (1100, {"id": 1}),
    "addRoutes": (1080, {"routes": [{"carrier_id": 1, "prefix": "0033"}]}),
    "updateRoutes": (1110, {"routes": [{"id": 1, "priority": 9}]}),
    "deleteRoutes": (1110, {"routes": [{"id": 1}]}),
    "updateTrustedPeer": (1070, {"peer": {"ip": "192.0.2.9", "prefix": "9"}}),
    "deleteTrustedPeer": (1070, {"ip": "192.0.2.9"}),
}
"""About the reseller's records, which no customer sees."""

ANYBODYS = ("addDomain", "addCarrier", "addTrustedPeer")
"""Make a record of the caller's own."""

LISTS = {
    "getDomains": "domains",
    "getAccounts": "accounts",
    "getAliases": "aliases",
    "getCarriers": "carriers",
    "getGateways": "gateways",
    "getGatewayRules": "gateway_rules",
    "getRoutes": "routes",
    "getTrustedPeers": "peers",
}
RESELLERS_ONLY = ("getCarriers", "getGateways", "getGatewayRules", "getRoutes", "getTrustedPeers")
ELSEWHERE = {
    "addBalanceFromVoucher": "test_vouchers.py",
    "getSipDeviceLocations": "test_live.py",
    "getSipTrace": "test_live.py",
    "getMediaTrace": "test_live.py",
    "getMediaSummary": "test_live.py",
    "getMediaSessions": "test_live.py",
}


def expected(operation: str, who: str) -> int:
    """The code of a cell."""
    if who == "nobody":
        return 901
    if who == "behind nobody":
        return 902
    is_outside = who in ("sibling", "stranger")
    if operation in ACCOUNT:
        return 1010 if is_outside else 0
    if operation in OTHERS:
        return OTHERS[operation][0] if is_outside else 0
    if who in ("customer", "behind customer", "sibling"):
        return 902
    return ROUTING[operation][0] if who == "stranger" else 0


@pytest.fixture
def peopled(quick_sip: SipScene) -> SipScene:
    scene = quick_sip
    plenty = [granted(name, 100) for name in CREDITS] + [granted(name, 1) for name in SWITCHES]
    scene.add("deputy", reseller=scene.reseller_id, impersonate=scene.reseller_id)
    scene.add("sibling", reseller=scene.reseller_id, properties=plenty)
    scene.reseller("stranger", properties=plenty)
    admin, reseller = scene.admin.sip, scene.reseller_login
    admin.addDomain(domain={"domain": "empty.example", "customer": scene.customer_id})
    scene.account(groups=["missed-calls"], prepaid=True)
    admin.addAlias(alias={"id": sip_id("sales"), "target": sip_id()})
    admin.addPhonebookEntry(**ALICE, entry={"uri": "carol@example.com", "name": "Carol"})
    for name in ("first", "empty"):
        reseller.addCarrier(carrier={"name": name})
    reseller.addGateway(gateway={"name": "gw", "carrier_id": 1, "ip": "192.0.2.1"})
    reseller.addGatewayRule(rule={"gateway_id": 1, "prefix": "0031"})
    reseller.addRoutes(routes=[{"carrier_id": 1, "prefix": "0031"}])
    reseller.addTrustedPeer(peer={"ip": "192.0.2.9", "description": "peer"})
    return scene


def caller(scene: SipScene, who: str) -> Caller:
    if who == "administrator":
        return scene.admin.sip
    if who.startswith("behind"):
        ids = {"reseller": scene.reseller_id, "customer": scene.customer_id, "nobody": 999}
        return scene.behind(ids[who.split()[1]]).sip
    if who == "nobody":
        return scene.login("customer", "wrong").sip
    return scene.login(who).sip


def code(scene: SipScene, who: str, operation: str, arguments: dict[str, Any]) -> int:
    try:
        caller(scene, who).call(operation, arguments)
    except Fault as fault:
        return fault.code
    return 0


def test_the_table_knows_every_operation() -> None:
    (port,) = [port for port in find_ports() if port.name == "sip"]
    known = {*ACCOUNT, *OTHERS, *ROUTING, *ANYBODYS, *LISTS, *ELSEWHERE}
    assert {operation.name for operation in port.operations()} == known


@pytest.mark.parametrize("operation", [*ACCOUNT, *OTHERS, *ROUTING])
def test_who_may_do_what(peopled: SipScene, operation: str) -> None:
    arguments = ACCOUNT.get(operation) or (OTHERS.get(operation) or ROUTING[operation])[1]
    allowed = []
    for who in WHO:
        if operation == "getPrepaidStatus" and who == "administrator":
            assert code(peopled, who, operation, arguments) == 0
            continue
        if expected(operation, who) == 0:
            allowed.append(who)
            continue
        before = peopled.world.fingerprint()
        assert code(peopled, who, operation, arguments) == expected(operation, who), who
        assert peopled.world.fingerprint() == before, who
    # those who may change the record each in his turn, so the last ones find it changed already
    assert code(peopled, allowed[-1], operation, arguments) == 0, allowed[-1]


@pytest.mark.parametrize("who", [who for who in WHO if who not in ("nobody", "behind nobody", "sibling", "stranger")])
@pytest.mark.parametrize("operation", [*ACCOUNT, *OTHERS, *ROUTING])
def test_each_of_those_who_may_does(peopled: SipScene, operation: str, who: str) -> None:
    arguments = ACCOUNT.get(operation) or (OTHERS.get(operation) or ROUTING[operation])[1]
    assert code(peopled, who, operation, arguments) == expected(operation, who)


@pytest.mark.parametrize("operation", LISTS)
def test_lists_show_each_what_is_his(peopled: SipScene, operation: str) -> None:
    for who in WHO:
        if who == "nobody":
            assert code(peopled, who, operation, {"query": {}}) == 901
        elif operation in RESELLERS_ONLY and who in ("customer", "behind customer", "sibling"):
            assert code(peopled, who, operation, {"query": {}}) == 902
        else:
            found = caller(peopled, who).call(operation, {"query": {"filter": {}}})
            is_outside = who in ("sibling", "stranger", "behind nobody")
            assert found["total"] == len(found[LISTS[operation]])
            assert bool(found["total"]) is not is_outside, who
