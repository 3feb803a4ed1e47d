# SPDX-License-Identifier: Apache-2.0
"""In which state a user is, worked out and never stored (tenant.md W2), and that the last administrator stays (W9)."""

from collections.abc import Iterable
from typing import Final

from ngnprov.calls.call import Call
from ngnprov.ports.tenant.errors import LastAdministrator
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.roles.codes import ADMINISTRATOR
from ngnprov.ports.tenant.users import store
from ngnprov.ports.tenant.users.store import User

INVITED, ACTIVE, DISABLED, EXPIRED = STATES = ("invited", "active", "disabled", "expired")
NEVER: Final = ""
"""In the place of a day."""


def state_of(user: User, today: str) -> str:
    """The first that applies: disabled, expired, invited, active."""
    if user.is_disabled:
        return DISABLED
    if user.expiry != NEVER and user.expiry < today:
        return EXPIRED
    return ACTIVE if user.accept_date else INVITED


def is_admitted(user: User, today: str) -> bool:
    """May he log in today?"""
    return state_of(user, today) == ACTIVE and user.activation <= today


def is_lasting(user: User, today: str) -> bool:
    """Is he an administrator who can come today, and on every later day?"""
    return manages(user) and is_admitted(user, today) and user.expiry == NEVER


def manages(user: User) -> bool:
    """Is he an administrator?"""
    return ADMINISTRATOR in user.roles.split()


def require_administrator(call: Call, before: User, after: User | None) -> None:
    """Raise LastAdministrator when nobody would be left who manages the customer of a user, who is about to be changed or,
    with None, removed.

    Where somebody has accepted to, somebody who has stays; before, somebody who is invited. Two who leave at once wait for
    each other. An undo brings back what was before, and so may leave nobody.
    """
    if call.reverts is not None or not manages(before):
        return
    PROFILES.records.lock_any(call.unit, before.customer)
    today = call.today
    others = [user for user in store.of_customer(call.unit, before.customer) if user.id != before.id]
    following = others if after is None else [*others, after]
    if is_lasting(before, today):
        stays = any(is_lasting(user, today) for user in following)
    else:
        stays = not _is_coming(before, today) or _any_left(following, today)
    if not stays:
        raise LastAdministrator("is the last administrator of the customer: add another first", field="id")


def _any_left(users: Iterable[User], today: str) -> bool:
    return any(is_lasting(user, today) or _is_coming(user, today) for user in users)


def _is_coming(user: User, today: str) -> bool:
    """Is he an administrator who has been invited, or may come later, and will stay?"""
    return manages(user) and state_of(user, today) in (INVITED, ACTIVE) and user.expiry == NEVER
