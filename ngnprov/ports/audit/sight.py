# SPDX-License-Identifier: Apache-2.0
"""What of an entry whoever reads it may see, as the operations of all ports declare it.

Whose record it is says the scope. Members are shown to those who may read such records: to whom an operation answers them
that stands beside the one which made the entry. (An entry names no port: of several operations of one name any counts.)
Customers are shown those members alone that it answers, and none that a column declares internal
(:func:`ngnprov.db.columns.internal`). So a port that comes says nothing of the journal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.operation import Operation
from ngnprov.calls.policy import Permission
from ngnprov.calls.port import Port
from ngnprov.db.columns import internal_names
from ngnprov.db.unit import Unit
from ngnprov.ports.audit import store
from ngnprov.ports.audit.store import Stored
from ngnprov.soap.types import WireType, is_record, item_type, members, python_name, type_name

ADMINISTRATOR, RESELLER = "administrator", "reseller"
"""Who acted, to those who do not know their logins."""

OF_LIMITS = frozenset({"percent", "used", "limit"})
"""What is told of a limit that is reached, to whoever sees that it is."""
_FURTHEST = 100
"""Undos of undos that are followed back to what was changed at first."""

_IS = "is_"
"""Before what is a truth value where it is stored."""


@dataclass(frozen=True)
class Reading:
    """An operation that answers records: who may call it, the types of these records, and the names of their members."""

    permission: Permission
    types: frozenset[str]
    members: frozenset[str]


@lru_cache(maxsize=64)
def readings(ports: tuple[Port, ...]) -> Mapping[str, tuple[tuple[Reading, ...], ...]]:
    """By the name of an operation, for each that has it, which ones answer what it changes: those of its group; where that
    has none, those of its port that answer records of the type that it answers itself, or else all of its port."""
    found: dict[str, tuple[tuple[Reading, ...], ...]] = {}
    for port in ports:
        groups = [group.operations() for group in port.services]
        everywhere = [_reading(each) for group in groups for each in group if not each.writes]
        for group in groups:
            here = tuple(_reading(each) for each in group if not each.writes)
            for each in group:
                own = _reading(each)
                alike = tuple(other for other in everywhere if own.types & other.types)
                found[each.name] = (*found.get(each.name, ()), here or alike or tuple(everywhere))
    return found


def _reading(operation: Operation) -> Reading:
    answered = operation.returns
    records = [] if answered is None else list(_records(answered))
    names = {python_name(name) for record in records for name in members(record)}
    shown = names | {f"{_IS}{name}" for name in names}
    return Reading(operation.policy.permission, frozenset(map(type_name, records)), frozenset(shown))


def _records(declared: WireType) -> Iterator[WireType]:
    """The types of records that an answer has in it, in whatever lists and pages."""
    item = item_type(declared)
    if item is not None:
        yield from _records(item)
    elif is_record(declared):
        yield declared
        for part in members(declared).values():
            yield from _records(part)


def visible(ports: tuple[Port, ...], actor: Actor, operation: str, names: Iterable[str]) -> list[str]:
    """Those of the ``names`` of members that the reader of an entry of an operation may see."""
    if actor.is_admin:
        return list(names)
    beside = (each for group in readings(ports).get(operation, ()) for each in group)
    may = [each for each in beside if each.permission.is_held_by(actor)]
    if actor.level is Level.RESELLER:
        return list(names) if may else []
    shown = frozenset[str]().union(*(each.members for each in may)) - internal_names() | OF_LIMITS
    return [name for name in names if name in shown]


@lru_cache(maxsize=64)
def needed(port: Port) -> frozenset[Permission]:
    """What reads all that a port answers."""
    return frozenset(each.policy.permission for each in port.operations() if not each.writes)


def hidden(port: Port, actor: Actor) -> list[str]:
    """The permissions that read something of a port at the level of ``actor``, and that he does not hold himself."""
    return sorted(each.name for each in needed(port) if actor.level in each.levels and not each.is_held_by(actor))


def may_read(ports: tuple[Port, ...], actor: Actor, operation: str) -> bool:
    """Has the reader a permission that reads what an operation changes? One that no port has changes what all of them read."""
    beside = [each.permission for group in readings(ports).get(operation, ()) for each in group]
    return any(each.is_held_by(actor) for each in beside or frozenset[Permission]().union(*map(needed, ports)))


def operation_of(unit: Unit, entry: Stored) -> str:
    """The operation that says what an entry tells of: of an undo, that of what it undoes."""
    operation, reverts = entry.operation, entry.reverts
    for _ in range(_FURTHEST):
        found = None if reverts is None else store.origin(unit, reverts)
        if found is None:
            return operation
        operation, reverts = found
    return operation


def knows(actor: Actor, entry: Stored) -> bool:
    """May the reader know by which login, and from where, somebody acted: himself, or somebody below him?"""
    if actor.is_admin or (entry.entry == actor.entry and not entry.behind):
        return True
    if entry.behind or entry.level == Level.ADMIN.name.lower():
        return False
    return actor.level is Level.RESELLER or entry.level != Level.RESELLER.name.lower()


def who(actor: Actor, entry: Stored) -> str:
    """Who acted: the login, or what he is to those who do not know that."""
    if knows(actor, entry):
        return entry.login
    return ADMINISTRATOR if entry.behind or entry.level == Level.ADMIN.name.lower() else RESELLER
