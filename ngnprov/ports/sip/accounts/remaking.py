# SPDX-License-Identifier: Apache-2.0
"""The steps that make an account again as it was, or all that went with it when it was removed (calls/undo.py)."""

from collections.abc import Iterable, Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.reversal import changed_members, given_of
from ngnprov.calls.undo import Step
from ngnprov.ports.sip.accounts.passwords import DIGESTS, is_pair
from ngnprov.ports.sip.accounts.presentation import answer
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.aliases.service import REVERSAL
from ngnprov.ports.sip.aliases.store import Alias

_CREDENTIALS = frozenset({"password", *DIGESTS})
_SHOWN_OTHERWISE = frozenset({"acl", "properties", *_CREDENTIALS})
"""Columns that do not hold what a caller would give."""

State = tuple[Account, Iterable[str]]
"""An account and its groups."""


def steps_back(call: Call, before: State, after: State) -> list[Step]:
    """What gives an account its former members again."""
    (account, groups), (now, groups_now) = before, after
    changed = changed_members(account, now)
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
    call: Call, account: Account, groups: Sequence[str], kept: Sequence[Step] | None, aliases: Iterable[Alias]
) -> list[Step]:
    """What makes an account again, with what is ``kept`` for it, if that is known, and the aliases that led to it.

    Nothing does where it has SHA-256 digests of a password that was not kept (request.md 7)."""
    if kept is None:
        return []
    given = _given(call, account, groups)
    if account.ha1_sha256 and is_pair(given["password"]):
        return []
    made = Step("sip", "addAccount", {"account": given}, is_secret=True)
    return [made, *kept, *(step for alias in aliases for step in REVERSAL.of_removal(call, alias))]


def _given(call: Call, account: Account, groups: Iterable[str]) -> dict[str, Any]:
    """An account as a caller would give it; without a password in clear both its digests, as far as they are known."""
    given: dict[str, Any] = given_of(answer(call, account, sorted(groups), in_clear=True))
    if not given["password"] and account.ha1b:
        given["password"] = f"{account.ha1}:{account.ha1b}"
    return given
