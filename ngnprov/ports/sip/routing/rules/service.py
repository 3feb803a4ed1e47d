# SPDX-License-Identifier: Apache-2.0
"""The rules of gateway rules (sip.md 4.5, 5.15)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import RuleUnknown
from ngnprov.ports.sip.routing.gateways.service import GATEWAYS
from ngnprov.ports.sip.routing.rules import store
from ngnprov.ports.sip.routing.rules.store import Rule
from ngnprov.ports.sip.routing.rules.wire import (
    GatewayRuleAnswer,
    GatewayRuleFields,
    GatewayRuleMember,
    GatewayRulePageAnswer,
    GatewayRuleQueryFields,
)

NUMBERS: tuple[GatewayRuleMember, ...] = ("strip", "min_length", "max_length")

RULES = Resource(
    store.RULES,
    subject=lambda rule: f"SIP gateway rule {rule.id}",
    unknown=partial(RuleUnknown, "there is no such gateway rule"),
    reversal=Reversal("sip", "addGatewayRule", "updateGatewayRule", "deleteGatewayRule", "rule"),
)


def add_rule(call: Call, new: GatewayRuleFields) -> GatewayRuleAnswer:
    """Create a rule of a gateway in scope.

    Raises MissingInput (gateway_id), GatewayUnknown, InvalidValue, NotAuthorized (inactive reseller).
    """
    gateway_id = required(new.get("gateway_id"), "rule.gateway_id")
    members: dict[str, Any] = {"prefix": "", "prepend": "", **dict.fromkeys(NUMBERS, 0), **_checked(new)}
    _require_order(members)
    gateway = GATEWAYS.lock(call, gateway_id, field="rule.gateway_id")
    entitlements.claim(call, gateway.reseller, gateway.reseller, {})
    rule = Rule(
        id=0,
        gateway_id=gateway.id,
        gateway=gateway.name,
        carrier_id=gateway.carrier_id,
        carrier=gateway.carrier,
        reseller=gateway.reseller,
        change_date=call.now,
        **members,
    )
    return _answer(RULES.create(call, rule))


def update_rule(call: Call, given: GatewayRuleFields) -> bool:
    """Change the members given; another ``gateway_id`` moves the rule, 0 keeps.

    Raises MissingInput (id), RuleUnknown, GatewayUnknown, InvalidValue.
    """
    id = required(given.get("id"), "rule.id")
    wanted = _checked(given)
    rule = RULES.lock(call, id, field="rule.id")
    if given.get("gateway_id", 0) not in (0, rule.gateway_id):
        wanted["gateway_id"] = GATEWAYS.lock(call, given["gateway_id"], field="rule.gateway_id").id
    _require_order({**rule._asdict(), **wanted})
    RULES.update(call, rule, wanted)
    return True


def delete_rule(call: Call, id: int) -> bool:
    """Remove a rule. Raises RuleUnknown."""
    RULES.remove(call, RULES.lock(call, id, field="id"))
    return True


def get_rules(call: Call, query: GatewayRuleQueryFields) -> GatewayRulePageAnswer:
    """Rules in scope that match (sip.md 3)."""
    return RULES.find(call, query, _answer)


def _checked(given: GatewayRuleFields) -> dict[str, Any]:
    """Of the members given those that are stored, in their stored form."""
    checked: dict[str, Any] = {name: given[name] for name in NUMBERS if name in given}
    if "prefix" in given:
        checked["prefix"] = names.pstn_prefix(given["prefix"], "rule.prefix")
    if "prepend" in given:
        checked["prepend"] = names.dialled(given["prepend"], "rule.prepend")
    return checked


def _require_order(rule: Mapping[str, Any]) -> None:
    if 0 < rule["max_length"] < rule["min_length"]:
        raise InvalidValue("must be 0 or at least minLength", field="rule.maxLength")


def _answer(rule: Rule) -> GatewayRuleAnswer:
    return rule._replace(change_date=clock.to_seconds(rule.change_date))
