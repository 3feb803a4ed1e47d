# SPDX-License-Identifier: Apache-2.0
"""The steps that make an account again as it was, or all that went with it when it was removed (calls/undo.py)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.reversal import given_of
from ngnprov.calls.undo import Step
from ngnprov.db.columns import money_out
from ngnprov.ports.sip.accounts.passwords import DIGESTS
from ngnprov.ports.sip.accounts.presentation import answer
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.aliases.store import Alias
from ngnprov.ports.sip.credit import store as credit
from ngnprov.ports.sip.features.acceptance import store as acceptance
from ngnprov.ports.sip.features.acceptance.temporary import given_of_temporary
from ngnprov.ports.sip.features.diversions import store as diversions
from ngnprov.ports.sip.features.phonebook import store as phonebook
from ngnprov.ports.sip.features.screening import store as screening

_CREDENTIALS = frozenset({"password", *DIGESTS})
_SHOWN_OTHERWISE = frozenset({"acl", "properties", *_CREDENTIALS})
"""Columns that do not hold what a caller would give."""

State = tuple[Account, Iterable[str]]
"""An account and its groups."""


def steps_back(call: Call, before: State, after: State) -> list[Step]:
    """What gives an account its former members again."""
    (account, groups), (now, groups_now) = before, after
    changed = {name for name, old, new in zip(Account._fields, account, now, strict=True) if old != new}
    members: dict[str, Any] = {"id": account.sip_id}
    members |= {name: getattr(account, name) for name in changed - _SHOWN_OTHERWISE}
    if set(groups) != set(groups_now):
        members["groups"] = sorted(groups)
    if changed & _SHOWN_OTHERWISE:
        given = _given(call, account, groups)
        members |= {name: given[name] for name in ("acl", "properties") if name in changed}
        if changed & _CREDENTIALS and given["password"]:
            members["password"] = given["password"]
    return [Step("sip", "updateAccount", {"account": members}, is_secret="properties" in changed)]


def steps_of_account(
    call: Call, account: Account, groups: Sequence[str], kept: Sequence[Step], aliases: Iterable[Alias]
) -> list[Step]:
    """What makes an account again, with what is ``kept`` for it and the aliases that led to it."""
    made = Step("sip", "addAccount", {"account": _given(call, account, groups)}, is_secret=True)
    return [made, *kept, *map(_step_of_alias, aliases)]


def steps_of_kept(call: Call, account: Account) -> list[Step]:
    """What makes again all that is kept for an account. Its credit history begins anew, with its balance."""
    unit, sip_id = call.unit, {"sipId": account.sip_id}
    steps: list[Step] = []
    for entry in phonebook.find(unit, account.id, {}, None, 0, phonebook.MOST)[0]:
        given = {"uri": entry.uri, "name": entry.name, "group": entry.group_name}
        steps.append(Step("sip", "addPhonebookEntry", {**sip_id, "entry": given}))
    if targets := diversions.diversions_of(unit, account.id):
        given = {event.lower(): target for event, target in targets.items()}
        steps.append(Step("sip", "setCallDiversions", {**sip_id, "diversions": given}))
    if rules := _accept_rules(call, account):
        steps.append(Step("sip", "setAcceptRules", {**sip_id, "rules": rules}))
    if members := screening.reject_members_of(unit, account.id):
        steps.append(Step("sip", "setRejectMembers", {**sip_id, "members": members}))
    if prefixes := screening.barring_prefixes_of(unit, account.id):
        steps.append(Step("sip", "setBarringPrefixes", {**sip_id, "prefixes": prefixes}))
    if balance := credit.balance(unit, account.id):
        steps.append(Step("sip", "addBalance", {**sip_id, "value": money_out(balance), "description": "Made again"}))
    return steps


def told(steps: Sequence[Step]) -> dict[str, int]:
    """What the journal tells of that which is kept for an account: by the operations that make it again, and how often."""
    return dict(Counter(step.operation for step in steps))


def _step_of_alias(alias: Alias) -> Step:
    given = {
        "id": {"username": alias.username, "domain": alias.domain},
        "target": {"username": alias.target_username, "domain": alias.target_domain},
        "owner": alias.owner,
    }
    return Step("sip", "addAlias", {"alias": given})


def _given(call: Call, account: Account, groups: Iterable[str]) -> dict[str, Any]:
    """An account as a caller would give it; without a password in clear both its digests, as far as they are known."""
    given: dict[str, Any] = given_of(answer(call, account, sorted(groups), in_clear=True))
    if not given["password"] and account.ha1b:
        given["password"] = f"{account.ha1}:{account.ha1b}"
    return given


def _accept_rules(call: Call, account: Account) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if weekly := acceptance.weekly_of(call.unit, account.id):
        rules["persistent"] = [rule._asdict() for rule in weekly]
    temporary = acceptance.temporary_of(call.unit, account.id)
    if temporary is not None and not temporary.is_over(call.now):
        rules["temporary"] = given_of_temporary(temporary, call.now)
    return rules
