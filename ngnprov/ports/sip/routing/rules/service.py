# SPDX-License-Identifier: Apache-2.0
"""The rules of gateway rules (sip.md 4.5, 5.15)."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import RuleUnknown
from ngnprov.ports.sip.routing.gateways.service import hold_gateway
from ngnprov.ports.sip.routing.members import Members, changed, required, shown
from ngnprov.ports.sip.routing.rules.store import RULES, Rule

NUMBERS = ("strip", "min_length", "max_length")


def add_rule(call: Call, new: Members) -> Row:
    """Create a rule of a gateway in scope.

    Raises MissingInput (gateway_id), GatewayUnknown, InvalidValue, NotAuthorized (inactive reseller).
    """
    required(new, "gateway_id", "rule")
    checked = {"prefix": "", "prepend": "", **dict.fromkeys(NUMBERS, 0), **_checked(new)}
    _require_order(checked)
    gateway = hold_gateway(call, new["gateway_id"], "rule.gateway_id")
    entitlements.claim(call, gateway.reseller, gateway.reseller, {})
    values: dict[str, Any] = {**checked, "gateway_id": gateway.id, "change_date": call.now}
    id = RULES.insert(call.unit, values)
    rule = Rule(
        id,
        gateway=gateway.name,
        carrier_id=gateway.carrier_id,
        carrier=gateway.carrier,
        reseller=gateway.reseller,
        **values,
    )
    call.created(_subject(id), rule._asdict())
    return shown(rule)


def update_rule(call: Call, given: Members) -> bool:
    """Change the members given; another ``gateway_id`` moves the rule, 0 keeps.

    Raises MissingInput (id), RuleUnknown, GatewayUnknown, InvalidValue.
    """
    id = required(given, "id", "rule")
    wanted = _checked(given)
    rule = _hold(call, id, "rule.id")
    if given.get("gateway_id", 0) not in (0, rule.gateway_id):
        wanted["gateway_id"] = hold_gateway(call, given["gateway_id"], "rule.gateway_id").id
    present = rule._asdict()
    _require_order({**present, **wanted})
    changes = changed(wanted, present)
    if changes:
        RULES.update(call.unit, rule.id, {**changes, "change_date": call.now})
        call.changed(_subject(rule.id), present, changes)
    return True


def delete_rule(call: Call, id: int) -> bool:
    """Remove a rule. Raises RuleUnknown."""
    rule = _hold(call, id, "id")
    RULES.delete(call.unit, rule.id)
    call.removed(_subject(rule.id), rule._asdict())
    return True


def get_rules(call: Call, query: Members) -> Row:
    """Rules in scope that match (sip.md 3)."""
    page = RULES.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: [shown(row) for row in rows])


def _hold(call: Call, id: int, field: str) -> Rule:
    rule = RULES.lock(call.unit, call.actor, id)
    if rule is None:
        raise RuleUnknown("there is no such gateway rule", field=field)
    return rule


def _checked(given: Members) -> dict[str, Any]:
    """Of the members given those that are stored, in their stored form."""
    checked: dict[str, Any] = {name: given[name] for name in NUMBERS if name in given}
    if "prefix" in given:
        checked["prefix"] = names.pstn_prefix(given["prefix"], "rule.prefix")
    if "prepend" in given:
        checked["prepend"] = names.dialled(given["prepend"], "rule.prepend")
    return checked


def _require_order(rule: Members) -> None:
    if 0 < rule["max_length"] < rule["min_length"]:
        raise InvalidValue("must be 0 or at least minLength", field="rule.maxLength")


def _subject(id: int) -> str:
    return f"SIP gateway rule {id}"
