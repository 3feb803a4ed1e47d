# SPDX-License-Identifier: Apache-2.0
"""The rules of rewrite rule sets (pbx.md 10), one function for each operation."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource, list_maximum
from ngnprov.calls.undo import Step
from ngnprov.db.columns import fold
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import find_reseller
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.errors import RuleSetExists, RuleSetInUse, RuleSetUnknown
from ngnprov.ports.pbx.rewriting import matching, store
from ngnprov.ports.pbx.rewriting.store import PROVIDER, Rule, RuleSet
from ngnprov.ports.pbx.rewriting.wire import (
    RewriteRuleFields,
    RewriteRuleSetAnswer,
    RewriteRuleSetFields,
    RewriteRuleSetPageAnswer,
    RewriteRuleSetQueryFields,
)

DIRECTIONS = ("caller-in", "callee-in", "caller-out", "callee-out")
MOST_RULES = 500
MOST_DOMAINS_NAMED = 10

SETS = Resource(
    store.SETS,
    subject=lambda found: found.subject,
    unknown=partial(RuleSetUnknown, "there is no such rewrite rule set"),
    exists=partial(RuleSetExists, "the name is taken"),
    in_use=partial(RuleSetInUse, "a SIP domain has the set"),
)


def add_rule_set(call: Call, new: RewriteRuleSetFields) -> RewriteRuleSetAnswer:
    """Make a set (W1 to W4). Raises MissingInput (name), InvalidValue, NotAuthorized (inactive reseller), RuleSetExists."""
    reseller = find_reseller(call, new.get("reseller", 0) if call.actor.is_admin else 0, "set.reseller")
    entitlements.claim(call, reseller, reseller, {})
    name = names.title(required(new.get("name"), "set.name"), "set.name")
    description = names.text(new.get("description", ""), "set.description")
    rules = _rules(new.get("rules", ()))
    id = store.new_id(call.unit)
    if store.is_taken(call.unit, name, reseller):
        raise RuleSetExists("the name is taken", field="set.name")
    made = RuleSet(id, name, description, reseller, call.now)
    undo_by = [Step("pbx", "deleteRewriteRuleSet", {"set": _key(made)})]
    made = SETS.create(call, made, field="set.name", journal=_journal_values(made, rules), undo_by=undo_by)
    store.add_rules(call.unit, id, rules)
    return _answer(made, rules)


def update_rule_set(call: Call, given: RewriteRuleSetFields) -> RewriteRuleSetAnswer:
    """Change the members given; rules that are given replace all, name and reseller stay (W4).

    Raises MissingInput (name), InvalidValue, RuleSetUnknown.
    """
    present = _lock(call, given)
    rules = store.rules_of(call.unit, present.id)
    wanted = rules if "rules" not in given else _rules(given["rules"])
    description = names.text(given.get("description", present.description), "set.description")
    back: dict[str, Any] = {}
    if wanted != rules:
        back["rules"] = [rule._asdict() for rule in rules]
        store.replace_rules(call.unit, present.id, wanted)
    if description != present.description:
        back["description"] = present.description
    if not back:
        return _answer(present, rules)
    changed = present._replace(description=description, change_date=call.now, version=present.version + 1)
    store.SETS.update(call.unit, present.id, {"description": description, "change_date": call.now})
    undo_by = [Step("pbx", "updateRewriteRuleSet", {"set": {**_key(present), **back}})]
    call.changed(present.subject, _journal_values(present, rules), _journal_values(changed, wanted), undo_by=undo_by)
    return _answer(changed, wanted)


def delete_rule_set(call: Call, given: RewriteRuleSetFields) -> RewriteRuleSetAnswer:
    """Remove a set that no SIP domain has (W5); as it was. Raises MissingInput (name), RuleSetUnknown, RuleSetInUse."""
    present = _lock(call, given)
    count, domains = store.having(call.unit, present.id, MOST_DOMAINS_NAMED)
    if count:
        others = f" and {count - len(domains)} more" if count > len(domains) else ""
        raise RuleSetInUse(f"the set is that of {', '.join(domains)}{others}", field="set.name", used=count)
    rules = store.rules_of(call.unit, present.id)
    store.clear_void(call.unit, present.id, present.reseller)
    made = {**_key(present), "description": present.description, "rules": [rule._asdict() for rule in rules]}
    undo_by = [Step("pbx", "addRewriteRuleSet", {"set": made})]
    SETS.remove(call, present, journal=_journal_values(present, rules), undo_by=undo_by)
    return _answer(present, rules)


def get_rule_sets(call: Call, query: RewriteRuleSetQueryFields) -> RewriteRuleSetPageAnswer:
    """The sets that match, the caller's own and the provider's, each with its rules (W1)."""

    def show(rows: list[Row]) -> list[RewriteRuleSetAnswer]:
        found = [store.SETS.read_to_show(row) for row in rows]
        rules = store.rules_of_many(call.unit, [each.id for each in found])
        return [_answer(each, rules.get(each.id, ())) for each in found]

    return store.VISIBLE.find(call.unit, call.actor, query, list_maximum(call)).answer(show)


def require_usable(call: Call, name: str, reseller: int, field: str) -> RuleSet:
    """The set that a name means for domains of a reseller; it stays as it is until the unit ends. Raises RuleSetUnknown."""
    found = store.hold(call.unit, name, reseller)
    if found is None:
        raise RuleSetUnknown("there is no such rewrite rule set", field=field)
    return found


def answer_of(call: Call, found: RuleSet | None) -> RewriteRuleSetAnswer:
    """A set as it is answered; one without a name stands for none."""
    if found is None:
        return RewriteRuleSetAnswer(name="", description="", rules=(), reseller=0, version=0, change_date="")
    return _answer(found, store.rules_of(call.unit, found.id))


def _lock(call: Call, given: RewriteRuleSetFields) -> RuleSet:
    name = required(given.get("name"), "set.name")
    own = call.actor.reseller
    reseller = given.get("reseller", PROVIDER) if call.actor.is_admin else given.get("reseller", 0) or own
    return SETS.lock(call, fold(name), reseller, field="set.name")


def _rules(given: Sequence[RewriteRuleFields]) -> list[Rule]:
    """Rules as they are stored (W2). Raises InvalidValue, MissingInput."""
    if len(given) > MOST_RULES:
        raise InvalidValue(f"must be at most {MOST_RULES} rules", field="set.rules")
    return [_rule(each, f"set.rules.{place}") for place, each in enumerate(given)]


def _rule(given: RewriteRuleFields, path: str) -> Rule:
    match, replace = required(given.get("match"), f"{path}.match"), given.get("replace", "")
    direction = require_direction(given.get("direction", ""), f"{path}.direction")
    matching.require_pattern(match, replace, path)
    return Rule(direction, match, replace, names.text(given.get("description", ""), f"{path}.description"))


def require_direction(given: str, field: str) -> str:
    """One of the four. Raises MissingInput, InvalidValue."""
    if required(given, field) not in DIRECTIONS:
        raise InvalidValue(f"must be {', '.join(DIRECTIONS[:-1])} or {DIRECTIONS[-1]}", field=field)
    return given


def _key(found: RuleSet) -> dict[str, Any]:
    return {"name": found.name, "reseller": found.reseller}


def _journal_values(found: RuleSet, rules: Sequence[Rule]) -> dict[str, Any]:
    return {**_key(found), "description": found.description, "rules": [rule._asdict() for rule in rules]}


def _answer(found: RuleSet, rules: Sequence[Rule]) -> RewriteRuleSetAnswer:
    return RewriteRuleSetAnswer(
        name=found.name,
        description=found.description,
        rules=rules,
        reseller=found.reseller,
        version=found.version,
        change_date=clock.to_seconds(found.change_date),
    )
