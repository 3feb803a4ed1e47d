# SPDX-License-Identifier: Apache-2.0
"""Every operation of SipPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

The records are the customer's, but carriers, gateways, rules, routes and peers, which are the reseller's.
"""

from ngnprov.calls.actor import Level
from tests.ports.sip.conftest import sip_id
from tests.ports.sip.credit import make_vouchers, renumber
from tests.support.matrix import More, Others, Row, Table
from tests.support.people import WHOSE
from tests.support.scene import Scene

ALICE = {"sipId": sip_id()}
CALL = {"nodeIp": "192.0.2.1", "callId": "c@h", "fromTag": "f", "toTag": "t"}
CUSTOMER, RESELLER, ADMIN = 2, Level.RESELLER, Level.ADMIN


def fill(scene: Scene) -> None:
    """The records that the requests are about, and some that they do not touch."""
    admin, reseller = scene.admin.sip, scene.login("reseller").sip
    for name in ("example.com", "empty.example"):
        admin.addDomain(domain={"domain": name, "customer": CUSTOMER})
    admin.addAccount(account={"id": sip_id(), "password": "secret", "groups": ["missed-calls"], "prepaid": True})
    admin.addAlias(alias={"id": sip_id("sales"), "target": sip_id()})
    admin.addPhonebookEntry(**ALICE, entry={"uri": "carol@example.com", "name": "Carol"})
    for name in ("first", "empty"):
        reseller.addCarrier(carrier={"name": name})
    reseller.addGateway(gateway={"name": "gw", "carrier_id": 1, "ip": "192.0.2.1"})
    reseller.addGatewayRule(rule={"gateway_id": 1, "prefix": "0031"})
    reseller.addRoutes(routes=[{"carrier_id": 1, "prefix": "0031"}])
    reseller.addTrustedPeer(peer={"ip": "192.0.2.9", "description": "peer"})
    make_vouchers(scene)
    renumber(scene, 1, "1234")


TABLE: Table = {
    "getDomains": Row({"query": {"filter": {}}}, lists="domains"),
    "getAccounts": Row({"query": {"filter": {}}}, lists="accounts"),
    "getAliases": Row({"query": {"filter": {}}}, lists="aliases"),
    "getCarriers": Row({"query": {"filter": {}}}, lists="carriers", least=RESELLER),
    "getGateways": Row({"query": {"filter": {}}}, lists="gateways", least=RESELLER),
    "getGatewayRules": Row({"query": {"filter": {}}}, lists="gateway_rules", least=RESELLER),
    "getRoutes": Row({"query": {"filter": {}}}, lists="routes", least=RESELLER),
    "getTrustedPeers": Row({"query": {"filter": {}}}, lists="peers", least=RESELLER),
    "getAccount": Row(ALICE, 1010),
    "getAlias": Row({"id": sip_id("sales")}, 1020),
    "getGroups": Row(ALICE, 1010),
    "getPrepaidStatus": Row({"sipIds": [sip_id()]}, 1010),
    "getPhonebookEntries": Row({**ALICE, "match": {"uri": "%"}, "range": {"start": 0, "count": 10}}, 1010),
    "getRejectMembers": Row(ALICE, 1010),
    "getAcceptRules": Row(ALICE, 1010),
    "getBarringPrefixes": Row(ALICE, 1010),
    "getCallDiversions": Row(ALICE, 1010),
    "getCalls": Row({**ALICE, "query": {}}, 1010),
    "getCallStatistics": Row({**ALICE, "query": {"placed": {"limit": 1}}}, 1010),
    "getSipDeviceLocations": Row({"sipIds": [sip_id()]}),
    "getSipTrace": Row({"filter": CALL}, least=ADMIN),
    "getMediaTrace": Row({"filter": CALL}, known=1060, least=ADMIN),
    "getMediaSummary": Row({}, least=ADMIN),
    "getMediaSessions": Row({}, least=ADMIN),
    "addDomain": Row({"domain": {"domain": "own.example"}}, creates=True, nobodys=True),
    "updateDomain": Row({"domain": {"domain": "example.com", "match_ip_address": "10.0.0.1"}}, 1000),
    "deleteDomain": Row({"domain": "empty.example"}, 1000),
    "addAccount": Row({"account": {"id": sip_id("new"), "password": "p"}}, 1000, creates=True),
    "updateAccount": Row({"account": {"id": sip_id(), "firstName": "New"}}, 1010),
    "addToGroup": Row({**ALICE, "group": "sms"}, 1010),
    "removeFromGroup": Row({**ALICE, "group": "missed-calls"}, 1010),
    "addBalance": Row({**ALICE, "value": 5.0, "description": "x"}, 1010),
    "addBalanceFromVoucher": Row({**ALICE, "card": {"id": 1, "number": "1234"}}, 1010),
    "getCreditHistory": Row({**ALICE, "count": 10}, 1010),
    "addPhonebookEntry": Row({**ALICE, "entry": {"uri": "bob@example.com", "name": "Bob", "group": "vip"}}, 1010),
    "updatePhonebookEntry": Row({**ALICE, "entry": {"uri": "carol@example.com", "name": "C"}}, 1010),
    "deletePhonebookEntry": Row({**ALICE, "uri": "carol@example.com"}, 1010),
    "setRejectMembers": Row({**ALICE, "members": ["sip:spam@example.org"]}, 1010),
    "setAcceptRules": Row({**ALICE, "rules": {"temporary": {"groups": ["nobody"], "duration": 5}}}, 1010),
    "setBarringPrefixes": Row({**ALICE, "prefixes": ["+44"]}, 1010),
    "setCallDiversions": Row({**ALICE, "diversions": {"FUNC": "sip:bob@example.com"}}, 1010),
    "addAlias": Row({"alias": {"id": sip_id("other"), "target": sip_id()}}, 1000, creates=True),
    "updateAlias": Row({"alias": {"id": sip_id("sales"), "target": sip_id("bob")}}, 1020),
    "deleteAlias": Row({"id": sip_id("sales")}, 1020),
    "deleteAccount": Row(ALICE, 1010),
    "addCarrier": Row({"carrier": {"name": "own"}}, least=RESELLER, creates=True),
    "updateCarrier": Row({"carrier": {"id": 1, "name": "renamed"}}, 1080, least=RESELLER),
    "deleteCarrier": Row({"id": 2}, 1080, least=RESELLER),
    "addGateway": Row(
        {"gateway": {"name": "second", "carrier_id": 1, "ip": "192.0.2.2"}}, 1080, least=RESELLER, creates=True
    ),
    "updateGateway": Row({"gateway": {"id": 1, "name": "renamed"}}, 1090, least=RESELLER),
    "addGatewayRule": Row({"rule": {"gateway_id": 1, "prefix": "0032"}}, 1090, least=RESELLER, creates=True),
    "updateGatewayRule": Row({"rule": {"id": 1, "strip": 3}}, 1100, least=RESELLER),
    "deleteGatewayRule": Row({"id": 1}, 1100, least=RESELLER),
    "deleteGateway": Row({"id": 1}, 1090, least=RESELLER),
    "addRoutes": Row({"routes": [{"carrier_id": 1, "prefix": "0033"}]}, 1080, least=RESELLER, creates=True),
    "updateRoutes": Row({"routes": [{"id": 1, "priority": 9}]}, 1110, least=RESELLER),
    "deleteRoutes": Row({"routes": [{"id": 1}]}, 1110, least=RESELLER),
    "addTrustedPeer": Row({"peer": {"ip": "192.0.2.10"}}, least=RESELLER, creates=True, nobodys=True),
    "updateTrustedPeer": Row({"peer": {"ip": "192.0.2.9", "prefix": "9"}}, 1070, least=RESELLER),
    "deleteTrustedPeer": Row({"ip": "192.0.2.9"}, 1070, least=RESELLER),
}

MORE: More = [
    ("updateDomain", {"domain": {"domain": "example.com", "customer": 4, "reseller": 0}}),
    ("addDomain", {"domain": {"domain": "own.example", "customer": 2}}),
    ("addAccount", {"account": {"id": sip_id("<autoincrement>", "empty.example"), "password": "p"}}),
    ("addAccount", {"account": {"id": sip_id("bob"), "password": "p", "owner": 2}}),
    ("addAlias", {"alias": {"id": sip_id("a"), "target": {"username": "x"}, "owner": 4}}),
    ("updateTrustedPeer", {"peer": {"ip": "192.0.2.9", "description": "d", "customer": 5, "reseller": 5}}),
]
_SERIALS = (1, 2, 3, 4, 5)
OTHERS: Others = {
    "username": ("alice", "bob", "sales", "new", "u1", "u2", "u3", "<autoincrement>", "<autoincrement>"),
    "domain": ("example.com", "empty.example", "own.example", "example.com"),
    **{"owner": WHOSE, "customer": WHOSE, "reseller": (0, 1, 5), "id": _SERIALS},
    **{"group": ("sms", "free-pstn", "prepaid", "a b"), "carrier_id": _SERIALS, "gateway_id": _SERIALS},
    **{"prefix": ("0031", "0032", "0033", "x"), "name": ("own", "first"), "value": (5.0, -7.5, 1e9)},
    **{"ip": ("192.0.2.9", "192.0.2.10"), "uri": ("bob@example.com", "carol@example.com")},
}
