# SPDX-License-Identifier: Apache-2.0
"""The rules of groups (sip.md 5.4, 5.5, 5.6). ``prepaid`` is the account's flag under another name."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.sip.accounts import fields
from ngnprov.ports.sip.accounts.lookup import find_account, in_use, lock_account
from ngnprov.ports.sip.accounts.rights import Rights
from ngnprov.ports.sip.accounts.store import ACCOUNTS, PREPAID, Account
from ngnprov.ports.sip.errors import InGroup, NotInGroup
from ngnprov.ports.sip.groups import store
from ngnprov.ports.sip.wire import SipIdFields

ANONYMOUS = "anonymous"
"""Of an account that hides its caller ID."""
BLOCKED = fields.BLOCKED
"""Of an account that is a part of something else, only that is blocked or not."""

_in_group = partial(InGroup, "the account is in this group already", field="group")
_not_in_group = partial(NotInGroup, "the account is not in this group", field="group")


def add_to_group(call: Call, sip_id: SipIdFields, group: str) -> bool:
    """Make an account a member. Raises AccountUnknown, InGroup, InvalidValue (name), NotAuthorized (``rights``), AccountInUse
    (blocked)."""
    account = _lock(call, sip_id, group)
    Rights(call).require_grant([group], "group")
    if group == PREPAID:
        if account.prepaid:
            raise _in_group()
        _switch_prepaid(call, account, True)
        return True
    present = store.of_account(call.unit, account.id)
    if group in present:
        raise _in_group()
    _join(call, account, present, group, "group")
    return True


def remove_from_group(call: Call, sip_id: SipIdFields, group: str) -> bool:
    """End a membership. Raises AccountUnknown, NotInGroup, InvalidValue (name), NotAuthorized (free-pstn, prepaid)."""
    account = _lock(call, sip_id, group)
    if group == PREPAID:
        if not account.prepaid:
            raise _not_in_group()
        _switch_prepaid(call, account, False)
        return True
    present = store.of_account(call.unit, account.id)
    if group not in present:
        raise _not_in_group()
    _leave(call, account, present, group)
    return True


def get_groups(call: Call, sip_id: SipIdFields) -> list[str]:
    """The groups of an account, by name. Raises AccountUnknown."""
    account = find_account(call, sip_id)
    found = store.of_account(call.unit, account.id)
    return sorted([*found, PREPAID]) if account.prepaid else found


def members_among(unit: Unit, accounts: Sequence[int], group: str) -> set[int]:
    """Those of several accounts, by their numbers in the database, that are in a group."""
    return {account for account, names in store.of_accounts(unit, list(accounts)).items() if group in names}


def join(call: Call, account: Account, group: str, field: str) -> None:
    """Make an account that is held a member, unless it is one, for a port that gives it what the group stands for.

    That needs no right of its own. Raises InvalidValue on ``field`` (number of groups).
    """
    present = store.of_account(call.unit, account.id)
    if group not in present:
        _join(call, account, present, group, field)


def leave(call: Call, account: Account, group: str) -> None:
    """End the membership of an account that is held, if there is one, for a port that takes away what the group stands for."""
    present = store.of_account(call.unit, account.id)
    if group in present:
        _leave(call, account, present, group)


def _join(call: Call, account: Account, present: list[str], group: str, field: str) -> None:
    if group != BLOCKED and len({*present} - {BLOCKED}) >= fields.MOST_GROUPS:
        raise InvalidValue(f"the account is in {fields.MOST_GROUPS} groups, the most there are", field=field)
    store.add(call.unit, account.id, [group])
    _changed(call, account, {"groups": present}, {"groups": sorted([*present, group])}, "removeFromGroup", group)


def _leave(call: Call, account: Account, present: list[str], group: str) -> None:
    store.remove(call.unit, account.id, group)
    left = [name for name in present if name != group]
    _changed(call, account, {"groups": present}, {"groups": left}, "addToGroup", group)


def _lock(call: Call, sip_id: SipIdFields, group: str) -> Account:
    account = lock_account(call, sip_id)
    fields.group_name(group, "group")
    if group == BLOCKED:
        keeping.require_free(call, ACCOUNTS, account, in_use)
    if group == PREPAID and not Rights(call).prepaid_changes:
        raise NotAuthorized("the group prepaid is not yours to switch: prepaid_changes is off", field="group")
    return account


def _switch_prepaid(call: Call, account: Account, prepaid: bool) -> None:
    ACCOUNTS.update(call.unit, account.id, {"prepaid": prepaid})
    back = "removeFromGroup" if prepaid else "addToGroup"
    _changed(call, account, {"prepaid": not prepaid}, {"prepaid": prepaid}, back, PREPAID)


def _changed(
    call: Call, account: Account, before: Mapping[str, Any], after: Mapping[str, Any], back: str, group: str
) -> None:
    """Write what has changed; the operation ``back`` undoes it."""
    ACCOUNTS.update(call.unit, account.id, {"change_date": call.now})
    undo_by = [Step("sip", back, {"sipId": account.sip_id, "group": group})]
    call.changed(account.subject, before, after, account.customer, undo_by=undo_by)
