# SPDX-License-Identifier: Apache-2.0
"""From a login that is right to an actor: level and scope (customer.md 6.3), as what is stored says at the moment."""

from dataclasses import dataclass, field
from typing import Protocol

from ngnprov.auth.claims import suspended, unknown
from ngnprov.calls.actor import Actor, Level
from ngnprov.db import administrators
from ngnprov.db.unit import Unit
from ngnprov.sealing.columns import SealContext


@dataclass(slots=True)
class Entry:
    """A customer's login; ``context`` is that of the sealed password. It is ``barred`` while the customer, or its reseller, is
    suspended."""

    id: int
    reseller: int
    impersonate: int
    username: str
    sealed: bytes = field(repr=False)
    context: SealContext
    barred: bool = False


class Directory(Protocol):
    """Where the logins of customers are; the customer port is one."""

    def by_username(self, unit: Unit, username: str) -> Entry | None:
        """The entry with this login, without regard to case."""

    def by_id(self, unit: Unit, id: int) -> Entry | None:
        """The entry with this number."""


def found_again(directory: Directory, unit: Unit, actor: Actor) -> Actor:
    """A caller whose password was right some time, with the rights that he has now; users are found by :class:`Users` alone.

    Raises NotAuthenticated.
    """
    if actor.user:
        raise unknown()
    if actor.is_admin or actor.impersonated_by_admin:
        row = administrators.find(unit, actor.login)
        if row is None or row[2]:  # he is disabled
            raise unknown()
        return administrators_actor(directory, unit, actor.login, actor.entry)
    entry = directory.by_id(unit, actor.entry)
    if entry is None or entry.barred:
        raise unknown()
    return entrys_actor(directory, unit, entry, actor.login, by_admin=False)


def administrators_actor(directory: Directory, unit: Unit, login: str, impersonated: int) -> Actor:
    """An administrator, as such or behind the entry that he impersonates; 0 is none (wire.md H7)."""
    if not impersonated:
        return Actor(Level.ADMIN, login)
    entry = directory.by_id(unit, impersonated)
    if entry is None:
        return Actor(Level.NOBODY, login, impersonated, impersonated_by_admin=True)
    return entrys_actor(directory, unit, entry, login, by_admin=True)


def entrys_actor(directory: Directory, unit: Unit, entry: Entry, login: str, *, by_admin: bool) -> Actor:
    """Level and scope of an entry, following its impersonate member one step (customer.md 6.3).

    An administrator behind an entry means this one, not the one with whose rights it logs in (wire.md H6). Raises
    NotAuthenticated when the other one is suspended.
    """
    if entry.id == entry.reseller or entry.impersonate == entry.reseller:
        return Actor(Level.RESELLER, login, entry.id, entry.reseller, entry.reseller, by_admin)
    acted = entry
    if entry.impersonate and not by_admin:
        other = directory.by_id(unit, entry.impersonate)
        if other is not None and other.reseller == entry.reseller:
            if other.barred:
                raise suspended()
            acted = other
    return Actor(Level.CUSTOMER, login, entry.id, acted.id, acted.reseller, by_admin)
