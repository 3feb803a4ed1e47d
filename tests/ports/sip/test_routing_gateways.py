# SPDX-License-Identifier: Apache-2.0
"""Gateways and their rules (sip.md 4.5, 5.15)."""

from typing import Any

import pytest

from tests.ports.sip.conftest import SipScene
from tests.ports.sip.routing import carrier, gateway, journal, rule


def only(answer: dict[str, Any], name: str) -> dict[str, Any]:
    """The one record of a page."""
    assert answer["total"] == 1
    (record,) = answer[name]
    return record


def test_a_gateway_has_name_and_reseller_from_its_carrier(sip: SipScene) -> None:
    id = carrier(sip.reseller_login)
    given = {"name": "gw1", "carrier_id": id, "transport": "UDP", "ip": "SBC.Acme.Example", "port": 5070}
    stored = sip.reseller_login.addGateway(gateway=given)
    expected = {**given, "transport": "udp", "ip": "sbc.acme.example", "carrier": "Acme", "reseller": sip.reseller_id}
    assert {name: stored[name] for name in expected} == expected
    assert only(sip.reseller_login.getGateways(query={"filter": {"id": stored["id"]}}), "gateways") == stored
    ((operation, before, after),) = journal(sip, f"SIP gateway {stored['id']}")
    assert (operation, before, after["name"], after["port"]) == ("addGateway", None, "gw1", 5070)


def test_transport_and_port_have_defaults(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = gateway(caller, carrier(caller))
    read = lambda: only(caller.getGateways(query={"filter": {"id": id}}), "gateways")  # noqa: E731
    assert (read()["transport"], read()["port"]) == ("udp", 5060)
    caller.updateGateway(gateway={"id": id, "transport": "tls", "port": 5061})
    caller.updateGateway(gateway={"id": id, "transport": None, "port": None})
    assert (read()["transport"], read()["port"]) == ("tls", 5061)
    caller.updateGateway(gateway={"id": id, "transport": "", "port": 0})
    assert (read()["transport"], read()["port"]) == ("udp", 5060)


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("name", "", 102),
        ("name", None, 102),
        ("name", " ", 101),
        ("carrier_id", 0, 102),
        ("carrier_id", 4711, 1080),
        ("ip", "", 102),
        ("ip", "10.0.0", 101),
        ("ip", "fe80::1%eth0", 101),
        ("transport", "sctp", 101),
        ("port", 65536, 101),
        ("port", -1, 101),
    ],
)
def test_what_a_gateway_needs(quick_sip: SipScene, member: str, value: Any, code: int) -> None:
    given = {"name": "gw", "carrier_id": carrier(quick_sip.reseller_login), "ip": "10.0.0.1", member: value}
    before = quick_sip.world.fingerprint()
    fault = quick_sip.reseller_login.refused("addGateway", gateway=given)
    assert (fault.code, fault.field) == (code, f"gateway.{member}")
    assert quick_sip.world.fingerprint() == before


def test_an_update_is_a_round_trip_in_which_read_only_members_do_not_count(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = gateway(caller, carrier(caller))
    record = only(caller.getGateways(query={"filter": {"id": id}}), "gateways")
    lies = {"carrier": "Other", "reseller": 1, "changeDate": "1999-01-01 00:00:00"}
    assert caller.updateGateway(gateway={**record, **lies, "ip": "2001:DB8:0::2"}) is True
    after = only(caller.getGateways(query={"filter": {"id": id}}), "gateways")
    assert {**after, "changeDate": ""} == {**record, "ip": "2001:db8::2", "changeDate": ""}
    assert journal(sip, f"SIP gateway {id}")[1:] == [("updateGateway", {"ip": "10.0.0.1"}, {"ip": "2001:db8::2"})]
    before = sip.world.fingerprint()
    caller.updateGateway(gateway={**after, "carrier_id": 0})
    assert sip.world.fingerprint() == before


def test_another_carrier_takes_a_gateway_with_its_rules(sip: SipScene) -> None:
    caller = sip.reseller_login
    old, new = carrier(caller, "Old"), carrier(caller, "New")
    id = gateway(caller, old)
    rule(caller, id)
    assert caller.updateGateway(gateway={"id": id, "carrier_id": new}) is True
    moved = only(caller.getGatewayRules(query={"filter": {"carrier_id": new}}), "gateway_rules")
    assert (moved["carrier"], moved["gateway"]) == ("New", "gw")
    foreign = carrier(sip.stranger())
    fault = caller.refused("updateGateway", gateway={"id": id, "carrier_id": foreign})
    assert (fault.code, fault.field) == (1080, "gateway.carrier_id")


def test_a_name_is_given_once_for_each_carrier(sip: SipScene) -> None:
    caller = sip.reseller_login
    first, second = carrier(caller, "First"), carrier(caller, "Second")
    gateway(caller, first, "gw")
    fault = caller.refused("addGateway", gateway={"name": "GW", "carrier_id": first, "ip": "10.0.0.2"})
    assert (fault.code, fault.field) == (1091, "gateway.name")
    other = gateway(caller, second, "gw")
    assert caller.refused("updateGateway", gateway={"id": other, "carrier_id": first}).code == 1091


def test_a_gateway_takes_its_rules_with_it(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = gateway(caller, carrier(caller))
    rule(caller, id)
    assert caller.deleteGateway(id=id) is True
    assert caller.getGatewayRules(query={})["total"] == 0
    assert caller.refused("deleteGateway", id=id).code == 1090
    assert journal(sip, f"SIP gateway {id}")[-1][0] == "deleteGateway"


def test_gateways_are_found_and_ordered_as_the_old_client_asks(sip: SipScene) -> None:
    caller = sip.reseller_login
    first, second = carrier(caller, "First"), carrier(caller, "Second")
    ids = [
        gateway(caller, second, "alpha", ip="10.0.0.2"),
        gateway(caller, first, "beta", ip="10.0.0.3"),
        gateway(caller, first, "gamma", ip="10.0.0.1"),
    ]

    def found(attribute: str, direction: str = "ASC", **condition: Any) -> list[str]:
        blanks = {"id": "", "carrier_id": "", "customer": 0, "reseller": 0, "name": ""}
        query = {"filter": {**blanks, **condition}, "orderBy": {"attribute": attribute, "direction": direction}}
        return [
            each["name"] for each in caller.getGateways(query={**query, "range": {"start": 0, "count": 20}})["gateways"]
        ]

    assert found("name") == ["alpha", "beta", "gamma"]
    assert found("ip") == ["gamma", "alpha", "beta"]
    assert found("carrier_id") == ["beta", "gamma", "alpha"]
    assert found("changeDate", "DESC") == ["gamma", "beta", "alpha"]
    assert found("gateway", "DESC", id=ids[1]) == ["beta"]
    assert found("name", carrier_id=first) == ["beta", "gamma"]
    assert found("name", name="%a%", reseller=sip.reseller_id) == ["alpha", "beta", "gamma"]
    assert found("name", customer=sip.customer_id) == ["alpha", "beta", "gamma"]


def test_a_rule_has_what_it_needs_from_its_gateway(sip: SipScene) -> None:
    caller = sip.reseller_login
    above = carrier(caller)
    id = gateway(caller, above)
    given = {
        "gateway_id": id,
        "prefix": "0031",
        "strip": 2,
        "prepend": "+",
        "minLength": 10,
        "maxLength": 17,
    }
    stored = caller.addGatewayRule(rule=given)
    expected = {**given, "gateway": "gw", "carrier_id": above, "carrier": "Acme", "reseller": sip.reseller_id}
    assert {name: stored[name] for name in expected} == expected
    assert only(caller.getGatewayRules(query={"filter": {"id": stored["id"]}}), "gateway_rules") == stored
    bare = caller.addGatewayRule(rule={"gateway_id": id})
    assert [bare[name] for name in ("prefix", "strip", "prepend", "minLength", "maxLength")] == ["", 0, "", 0, 0]
    assert journal(sip, f"SIP gateway rule {bare['id']}")[0][0] == "addGatewayRule"


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"gateway_id": 0}, 102, "gateway_id"),
        ({"gateway_id": 4711}, 1090, "gateway_id"),
        ({"prefix": "31"}, 101, "prefix"),
        ({"prefix": "0031%"}, 101, "prefix"),
        ({"prepend": "abc"}, 101, "prepend"),
        ({"strip": -1}, 101, "strip"),
        ({"minLength": -1}, 101, "minLength"),
        ({"minLength": 5, "maxLength": 4}, 101, "maxLength"),
    ],
)
def test_what_a_rule_may_not_be(quick_sip: SipScene, members: dict[str, Any], code: int, field: str) -> None:
    caller = quick_sip.reseller_login
    id = gateway(caller, carrier(caller))
    fault = caller.refused("addGatewayRule", rule={"gateway_id": id, **members})
    assert (fault.code, fault.field) == (code, f"rule.{field}")


def test_the_lengths_of_a_rule_stay_in_order_when_one_of_them_changes(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = rule(caller, gateway(caller, carrier(caller)), minLength=5, maxLength=8)
    assert caller.refused("updateGatewayRule", rule={"id": id, "minLength": 9}).field == "rule.maxLength"
    assert caller.refused("updateGatewayRule", rule={"id": id, "maxLength": 4}).field == "rule.maxLength"
    assert caller.updateGatewayRule(rule={"id": id, "maxLength": 0, "minLength": 9}) is True


def test_an_updated_rule_keeps_null_members_and_clears_empty_ones(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = rule(caller, gateway(caller, carrier(caller)), prefix="0031", prepend="9", strip=2)
    read = lambda: only(caller.getGatewayRules(query={"filter": {"id": id}}), "gateway_rules")  # noqa: E731
    before = sip.world.fingerprint()
    caller.updateGatewayRule(rule={"id": id, "prefix": None, "prepend": None, "strip": None, "gateway_id": 0})
    assert sip.world.fingerprint() == before
    assert (
        caller.updateGatewayRule(rule={**read(), "gateway": "x", "carrier_id": 7, "carrier": "x", "prefix": ""}) is True
    )
    assert (read()["prefix"], read()["prepend"], read()["gateway"]) == ("", "9", "gw")
    assert journal(sip, f"SIP gateway rule {id}")[1:] == [("updateGatewayRule", {"prefix": "0031"}, {"prefix": ""})]


def test_a_rule_moves_to_another_gateway_in_scope(sip: SipScene) -> None:
    caller = sip.reseller_login
    above = carrier(caller)
    id = rule(caller, gateway(caller, above, "one"))
    two = gateway(caller, above, "two")
    assert caller.updateGatewayRule(rule={"id": id, "gateway_id": two}) is True
    assert only(caller.getGatewayRules(query={"filter": {"gateway_id": two}}), "gateway_rules")["gateway"] == "two"
    foreign = gateway(sip.stranger(), carrier(sip.stranger()))
    fault = caller.refused("updateGatewayRule", rule={"id": id, "gateway_id": foreign})
    assert (fault.code, fault.field) == (1090, "rule.gateway_id")


def test_a_rule_is_deleted_once(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = rule(caller, gateway(caller, carrier(caller)))
    assert caller.deleteGatewayRule(id=id) is True
    assert caller.refused("deleteGatewayRule", id=id).code == 1100
    assert caller.refused("updateGatewayRule", rule={"id": id}).code == 1100
    assert caller.refused("updateGatewayRule", rule={"prefix": ""}).field == "rule.id"


def test_rules_are_ordered_by_the_names_of_gateway_and_carrier(sip: SipScene) -> None:
    caller = sip.reseller_login
    zulu, alpha = carrier(caller, "Zulu"), carrier(caller, "alpha")
    one, two = gateway(caller, zulu, "one"), gateway(caller, alpha, "Two")
    rule(caller, one, prefix="0049")
    rule(caller, two, prefix="0031")
    rule(caller, one, prefix="001")

    def found(attribute: str, **condition: Any) -> list[str]:
        blanks = {"id": "", "gateway_id": "", "carrier_id": "", "customer": 0, "reseller": 0, "prefix": ""}
        query = {"filter": {**blanks, **condition}, "orderBy": {"attribute": attribute, "direction": "ASC"}}
        return [each["prefix"] for each in caller.getGatewayRules(query=query)["gateway_rules"]]

    assert found("gateway") == ["0049", "001", "0031"]
    assert found("carrier") == ["0031", "0049", "001"]
    assert found("prefix") == ["001", "0031", "0049"]
    assert found("changeDate") == ["0049", "0031", "001"]
    assert found("prefix", gateway_id=one) == ["001", "0049"]
    assert found("prefix", carrier_id=alpha) == ["0031"]
    assert found("prefix", prefix="00_1") == ["0031"]
