# SPDX-License-Identifier: Apache-2.0
"""Who may give a role: only who holds everything that it gives (tenant.md R4). Nothing else bounds what users come to hold."""

from collections.abc import Iterable, Sequence

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.policy import EVERYTHING
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.tenant.errors import RoleUnknown
from ngnprov.ports.tenant.roles import codes, store
from ngnprov.ports.tenant.roles.codes import AHEAD, BUILT_IN

MOST = 100
"""Permissions of a role."""


def checked(call: Call, given: Sequence[str] | None, reseller: int, field: str) -> list[str]:
    """Codes of roles that there are for the customers of a reseller, each once, one at least; they stay until the unit ends.

    Raises MissingInput, InvalidValue, RoleUnknown.
    """
    found: list[str] = []
    for place, code in enumerate(required(given, field)):
        codes.check(code, f"{field}.{place}")
        if code not in BUILT_IN and store.hold(call.unit, reseller, code) is None:
            raise RoleUnknown("is no role", field=f"{field}.{place}")
        if code in found:
            raise InvalidValue("is given twice", field=f"{field}.{place}")
        found.append(code)
    return found


def checked_permissions(call: Call, given: Sequence[str], field: str) -> Sequence[str]:
    """Permissions that a role can give and the caller holds, each once, one at least.

    Raises MissingInput, InvalidValue, NotAuthorized.
    """
    if len(required(given, field)) > MOST:
        raise InvalidValue(f"must be at most {MOST}", field=field)
    for place, name in enumerate(given):
        declared = call.context.permissions.get(name)
        levels = frozenset() if declared is None or declared.withheld else declared.levels
        if name not in AHEAD and not levels & {Level.CUSTOMER, Level.RESELLER}:
            raise InvalidValue("is no permission that a role can give", field=f"{field}.{place}")
        if name in given[:place]:
            raise InvalidValue("is given twice", field=f"{field}.{place}")
        require_held(call, [name], f"{field}.{place}")
    return given


def require_held(call: Call, permissions: Iterable[str], field: str | None) -> None:
    """Raise NotAuthorized unless the caller holds all of these permissions of roles himself."""
    for name in sorted(codes.given_by(frozenset(permissions))):
        if not _holds(call, name):
            what = "everything" if name == EVERYTHING else name
            raise NotAuthorized(f"this gives {what}, which you do not hold", field=field)


def require_grants(call: Call, roles: Iterable[str], reseller: int, field: str | None) -> None:
    """The same of all that roles give together."""
    require_held(call, store.permissions_of(call.unit, reseller, roles), field)


def _holds(call: Call, name: str) -> bool:
    given = call.actor.permissions
    if name == EVERYTHING:
        return given is None or EVERYTHING in given
    if name in AHEAD and (given is None or not given.isdisjoint({name, EVERYTHING})):
        return True
    declared = call.context.permissions.get(name)
    return declared is not None and declared.is_held_by(call.actor)
