# SPDX-License-Identifier: Apache-2.0
"""Who may do what with whose carriers, gateways, rules, routes and trusted peers (sip.md 5.15, 6; wire.md W4)."""

from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.sip.conftest import SipScene
from tests.ports.sip.routing import carrier, gateway, route, rule
from tests.support.caller import Caller, Fault

WHO = (
    "administrator",
    "behind reseller",
    "behind deputy",
    "behind customer",
    "behind nobody",
    "reseller",
    "deputy",
    "customer",
    "stranger",
)
LISTS = ("getCarriers", "getGateways", "getGatewayRules", "getRoutes", "getTrustedPeers")
UNKNOWN = {"Carrier": 1080, "Gateway": 1090, "GatewayRule": 1100, "Routes": 1110, "TrustedPeer": 1070}
ADMITTED = {"administrator", "behind reseller", "behind deputy", "reseller", "deputy"}


@pytest.fixture
def ids(quick_sip: SipScene) -> dict[str, Any]:
    """One of each kind, the reseller's, and the people."""
    mine = quick_sip.reseller_login
    deputy = quick_sip.add("deputy", reseller=quick_sip.reseller_id, impersonate=quick_sip.reseller_id)
    above = carrier(mine)
    below = gateway(mine, above)
    mine.addTrustedPeer(peer={"ip": "10.0.0.1"})
    return {
        "reseller": quick_sip.reseller_id,
        "deputy": deputy,
        "customer": quick_sip.customer_id,
        "nobody": 4711,
        "Carrier": above,
        "Gateway": below,
        "GatewayRule": rule(mine, below),
        "Routes": route(mine, above)["id"],
        "TrustedPeer": "10.0.0.1",
    }


def caller(scene: SipScene, who: str, ids: dict[str, Any]) -> Caller:
    if who.startswith("behind"):
        return scene.behind(ids[who.removeprefix("behind ")]).sip
    return {"administrator": scene.admin.sip, "stranger": scene.stranger()}.get(who) or scene.login(who).sip


def code(who: Caller, operation: str, arguments: dict[str, Any]) -> int:
    try:
        who.call(operation, arguments)
    except Fault as fault:
        return fault.code
    return 0


def changes(kind: str, ids: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each operation that changes something of a kind, with arguments that do."""
    id = ids[kind]
    every: dict[str, dict[str, dict[str, Any]]] = {
        "Carrier": {
            "updateCarrier": {"carrier": {"id": id, "name": "new"}},
            "addGateway": {"gateway": {"carrier_id": id, "name": "new", "ip": "10.0.0.2"}},
            "addRoutes": {"routes": [{"carrier_id": id, "prefix": "0099"}]},
        },
        "Gateway": {
            "updateGateway": {"gateway": {"id": id, "name": "newer"}},
            "addGatewayRule": {"rule": {"gateway_id": id}},
        },
        "GatewayRule": {
            "updateGatewayRule": {"rule": {"id": id, "prefix": "0098"}},
            "deleteGatewayRule": {"id": id},
        },
        "Routes": {
            "updateRoutes": {"routes": [{"id": id, "prefix": "0097"}]},
            "deleteRoutes": {"routes": [{"id": id}]},
        },
        "TrustedPeer": {
            "updateTrustedPeer": {"peer": {"ip": id, "prefix": "9"}},
            "deleteTrustedPeer": {"ip": id},
        },
    }
    return every[kind]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("kind", UNKNOWN)
def test_who_may_change_the_resellers_records(quick_sip: SipScene, ids: dict[str, Any], kind: str, who: str) -> None:
    asking = caller(quick_sip, who, ids)
    expected = 0 if who in ADMITTED else UNKNOWN[kind] if who == "stranger" else 902
    for operation, arguments in changes(kind, ids).items():
        before = quick_sip.world.fingerprint()
        assert (operation, code(asking, operation, arguments)) == (operation, expected)
        assert (quick_sip.world.fingerprint() != before) == (expected == 0)


@pytest.mark.parametrize("who", WHO)
def test_who_may_create_and_delete(quick_sip: SipScene, ids: dict[str, Any], who: str) -> None:
    asking = caller(quick_sip, who, ids)
    allowed = who in {*ADMITTED, "stranger"}
    assert code(asking, "addCarrier", {"carrier": {"name": "mine"}}) == (0 if allowed else 902)
    assert code(asking, "addTrustedPeer", {"peer": {"ip": "10.0.0.9"}}) == (0 if allowed else 902)
    refused = {"Gateway": 0, "Carrier": 1082} if who in ADMITTED else {"Gateway": 1090, "Carrier": 1080}
    for kind, expected in refused.items():
        found = code(asking, f"delete{kind}", {"id": ids[kind]})
        assert found == (expected if allowed else 902)


@pytest.mark.parametrize("operation", LISTS)
@pytest.mark.parametrize("who", WHO)
def test_who_sees_how_much(quick_sip: SipScene, ids: dict[str, Any], operation: str, who: str) -> None:
    asking = caller(quick_sip, who, ids)
    if who in ("customer", "behind customer"):
        assert asking.refused(operation, query={}).code == 902
    else:
        assert asking.call(operation, {"query": {}})["total"] == (1 if who in ADMITTED else 0)
        assert asking.call(operation, {})["total"] == (1 if who in ADMITTED else 0)


def test_a_filter_does_not_widen_what_is_seen(quick_sip: SipScene, ids: dict[str, Any]) -> None:
    stranger = quick_sip.stranger()
    for operation, condition in (
        ("getCarriers", {"reseller": quick_sip.reseller_id}),
        ("getCarriers", {"id": ids["Carrier"]}),
        ("getGateways", {"carrier_id": ids["Carrier"]}),
        ("getGatewayRules", {"gateway_id": ids["Gateway"]}),
        ("getRoutes", {"id": ids["Routes"]}),
        ("getTrustedPeers", {"ip": "10.0.0.1"}),
    ):
        assert stranger.call(operation, {"query": {"filter": condition}})["total"] == 0
        assert quick_sip.admin.sip.call(operation, {"query": {"filter": condition}})["total"] == 1


def test_what_is_anothers_answers_as_what_is_not_there(quick_sip: SipScene, ids: dict[str, Any]) -> None:
    stranger = quick_sip.stranger()
    for kind in ("Carrier", "Gateway", "GatewayRule"):
        foreign, missing = (stranger.refused(f"delete{kind}", id=id) for id in (ids[kind], 4711))
        assert foreign.members == missing.members
    foreign, missing = (stranger.refused("deleteTrustedPeer", ip=ip) for ip in ("10.0.0.1", "10.9.9.9"))
    assert foreign.members == missing.members


def test_nothing_is_created_under_an_inactive_reseller(quick_sip: SipScene, ids: dict[str, Any]) -> None:
    quick_sip.admin.updateAccount(account={"id": quick_sip.reseller_id, "resellerActive": False})
    new: dict[str, dict[str, Any]] = {
        "addCarrier": {"carrier": {"name": "new"}},
        "addGateway": {"gateway": {"carrier_id": ids["Carrier"], "name": "new", "ip": "10.0.0.2"}},
        "addGatewayRule": {"rule": {"gateway_id": ids["Gateway"]}},
        "addRoutes": {"routes": [{"carrier_id": ids["Carrier"], "prefix": "0099"}]},
        "addTrustedPeer": {"peer": {"ip": "10.0.0.7"}},
    }
    for operation, arguments in new.items():
        assert code(quick_sip.reseller_login, operation, arguments) == 902
        assert code(quick_sip.behind(quick_sip.reseller_id).sip, operation, arguments) == 902
    mine = {"carrier": {"name": "new", "reseller": quick_sip.reseller_id}}
    for operation, arguments in {**new, "addCarrier": mine}.items():
        assert code(quick_sip.admin.sip, operation, arguments) == 0
    assert quick_sip.reseller_login.updateCarrier(carrier={"id": ids["Carrier"], "name": "renamed"}) is True


def test_the_tables_here_know_every_operation() -> None:
    kinds = ("Carrier", "Gateway", "Route", "TrustedPeer")
    tested = {operation for kind in UNKNOWN for operation in changes(kind, dict.fromkeys(UNKNOWN))}
    tested |= {"addCarrier", "addTrustedPeer", "deleteCarrier", "deleteGateway", *LISTS}
    (port,) = (port for port in find_ports() if port.name == "sip")
    assert tested == {each.name for each in port.operations() if any(kind in each.name for kind in kinds)}
