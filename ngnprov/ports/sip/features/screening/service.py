# SPDX-License-Identifier: Apache-2.0
"""The rules of rejected callers (sip.md 5.12) and barred numbers (5.13): lists, replaced as a whole.

A call from a rejected caller is answered 488 and not diverted, one to a barred number 403; that is the platform's work.
"""

from collections.abc import Callable, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.fields import of_form
from ngnprov.calls.undo import Step
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts.lookup import find_account, lock_account
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.features.screening import store
from ngnprov.ports.sip.wire import SipIdFields

MOST = 1000
"""Texts of one list."""

_pattern = of_form(
    r'(?i:sips?):[^\s@<>"]+@[A-Za-z0-9_.%:\[\]-]+', "must be sip:user@domain, where % stands for anything"
)


def set_reject_members(call: Call, sip_id: SipIdFields, given: Sequence[str]) -> bool:
    """Reject these callers and no others; empty and repeated patterns are dropped, the rest stays as written.

    Raises AccountUnknown, MissingInput, InvalidValue (members, members.<position>).
    """
    account = lock_account(call, sip_id)
    new = _distinct(given, _pattern, "members")
    old = store.reject_members_of(call.unit, account.id)
    return _replace(call, account, store.replace_reject_members, "reject_members", old, new, _set_members(account, old))


def get_reject_members(call: Call, sip_id: SipIdFields) -> list[str]:
    """The patterns of rejected callers as they were set. Raises AccountUnknown, MissingInput."""
    return store.reject_members_of(call.unit, find_account(call, sip_id).id)


def set_barring_prefixes(call: Call, sip_id: SipIdFields, given: Sequence[str]) -> bool:
    """Bar calls to numbers that begin so, and to no others; empty and repeated prefixes are dropped.

    Raises AccountUnknown, MissingInput, InvalidValue (prefixes, prefixes.<position>).
    """
    account = lock_account(call, sip_id)
    new = sorted(_distinct(given, names.e164_prefix, "prefixes"), key=int)
    old = store.barring_prefixes_of(call.unit, account.id)
    return _replace(
        call, account, store.replace_barring_prefixes, "barring_prefixes", old, new, _set_prefixes(account, old)
    )


def get_barring_prefixes(call: Call, sip_id: SipIdFields) -> list[str]:
    """The barred prefixes in numeric order. Raises AccountUnknown, MissingInput."""
    return store.barring_prefixes_of(call.unit, find_account(call, sip_id).id)


def steps_of_all(call: Call, account: Account) -> list[Step]:
    """What makes both lists again that go with their account."""
    members = store.reject_members_of(call.unit, account.id)
    prefixes = store.barring_prefixes_of(call.unit, account.id)
    return [
        *([_set_members(account, members)] if members else []),
        *([_set_prefixes(account, prefixes)] if prefixes else []),
    ]


def _set_members(account: Account, members: Sequence[str]) -> Step:
    return Step("sip", "setRejectMembers", {"sipId": account.sip_id, "members": members})


def _set_prefixes(account: Account, prefixes: Sequence[str]) -> Step:
    return Step("sip", "setBarringPrefixes", {"sipId": account.sip_id, "prefixes": prefixes})


def _replace(
    call: Call,
    account: Account,
    write: Callable[[Unit, int, Sequence[str]], None],
    member: str,
    old: Sequence[str],
    new: Sequence[str],
    back: Step,
) -> bool:
    """Store a list of a locked account and journal it, unless it is unchanged; ``back`` sets it as it was."""
    if new != old:
        write(call.unit, account.id, new)
        call.changed(account.subject, {member: old}, {member: new}, account.customer, undo_by=[back])
    return True


def _distinct(given: Sequence[str], check: Callable[[str, str], str], field: str) -> list[str]:
    """Each text once, checked, in the order given."""
    found = list(dict.fromkeys(check(text, f"{field}.{position}") for position, text in enumerate(given) if text))
    if len(found) > MOST:
        raise InvalidValue(f"must have at most {MOST} items", field=field)
    return found
