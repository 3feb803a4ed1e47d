# SPDX-License-Identifier: Apache-2.0
"""The rules of accept rules (sip.md 5.11): a part that is not given stays, one that is given replaces."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.ports.sip.accounts.lookup import find_account, lock_account
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.features.acceptance import store
from ngnprov.ports.sip.features.acceptance.temporary import TemporaryRule, given_of_temporary, read_temporary
from ngnprov.ports.sip.features.acceptance.weekly import WeeklyRule, read_weekly
from ngnprov.ports.sip.features.acceptance.wire import (
    AcceptRulesAnswer,
    AcceptRulesFields,
    AcceptRulesResultAnswer,
    PersistentRuleAnswer,
    TemporaryRuleAnswer,
)
from ngnprov.ports.sip.features.phonebook.groups import EVERYBODY, NOBODY
from ngnprov.ports.sip.features.phonebook.store import groups_of
from ngnprov.ports.sip.wire import SipIdFields


def set_accept_rules(call: Call, sip_id: SipIdFields, given: AcceptRulesFields) -> bool:
    """Replace the weekly rules, the temporary rule, or both.

    Raises AccountUnknown, MissingInput, InvalidValue (below rules.persistent, rules.temporary).
    """
    account = lock_account(call, sip_id)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    running: TemporaryRule | None = None
    if "persistent" in given:
        stored = store.weekly_of(call.unit, account.id)
        weekly = read_weekly(given["persistent"], stored, "rules.persistent")
        if weekly != stored:
            store.replace_weekly(call.unit, account.id, weekly)
            before["persistent"], after["persistent"] = _journaled_weekly(stored), _journaled_weekly(weekly)
    if "temporary" in given:
        running = _running(call, account.id)
        temporary = read_temporary(given["temporary"], running, call.now, "rules.temporary")
        if temporary != running:
            store.replace_temporary(call.unit, account.id, temporary)
            before["temporary"], after["temporary"] = _journaled_temporary(running), _journaled_temporary(temporary)
    if after:
        undo_by = [_back(call, account, before, running)]
        told, told_now = {"accept_rules": before}, {"accept_rules": after}
        call.changed(account.subject, told, told_now, account.customer, undo_by=undo_by)
    return True


def get_accept_rules(call: Call, sip_id: SipIdFields) -> AcceptRulesResultAnswer:
    """Weekly rules, the temporary rule with the minutes left, and the groups that have callers.

    Raises AccountUnknown, MissingInput.
    """
    account = find_account(call, sip_id)
    running = _running(call, account.id)
    return AcceptRulesResultAnswer(
        rules=AcceptRulesAnswer(
            persistent=[
                PersistentRuleAnswer(days=rule.days, start=rule.start, stop=rule.stop, groups=rule.groups)
                for rule in store.weekly_of(call.unit, account.id)
            ],
            temporary=TemporaryRuleAnswer(
                groups=() if running is None else running.groups,
                duration=0 if running is None else running.minutes_left(call.now),
            ),
        ),
        non_empty_groups=[EVERYBODY, NOBODY, *groups_of(call.unit, account.id)],
    )


def steps_of_all(call: Call, account: Account) -> list[Step]:
    """What makes rules again that go with their account; a temporary one has the minutes that were left."""
    weekly, running = store.weekly_of(call.unit, account.id), _running(call, account.id)
    kept: dict[str, Any] = {"persistent": _journaled_weekly(weekly)} if weekly else {}
    if running is not None:
        kept["temporary"] = _journaled_temporary(running)
    return [_back(call, account, kept, running)] if kept else []


def _back(call: Call, account: Account, before: Mapping[str, Any], running: TemporaryRule | None) -> Step:
    """What sets the parts that were changed as they were; a temporary rule has the minutes that were left."""
    rules: dict[str, Any] = {}
    if "persistent" in before:
        rules["persistent"] = before["persistent"]
    if "temporary" in before:
        rules["temporary"] = given_of_temporary(running, call.now)
    return Step("sip", "setAcceptRules", {"sipId": account.sip_id, "rules": rules})


def _running(call: Call, account: int) -> TemporaryRule | None:
    stored = store.temporary_of(call.unit, account)
    return None if stored is None or stored.is_over(call.now) else stored


def _journaled_weekly(rules: list[WeeklyRule]) -> list[dict[str, Any]]:
    return [rule._asdict() for rule in rules]


def _journaled_temporary(rule: TemporaryRule | None) -> dict[str, Any]:
    return {} if rule is None else rule._asdict()
