# SPDX-License-Identifier: Apache-2.0
"""Who may call which operation about whose record: every cell of a port's table (promise P17).

A table has a :class:`Row` for each operation of a port, about a record that stands there (every_operation.py), in an order in which an
administrator can call one after the other. What a cell must say follows from its row. What is refused, or only read, leaves
the database as it was, and what is another's answers as what never was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ngnprov.calls.actor import Level
from tests.support.caller import Caller, Fault
from tests.support.people import IDS
from tests.support.scene import Scene
from tests.support.world import Template, World

WHO = {
    "administrator": Level.ADMIN,
    "behind reseller": Level.RESELLER,
    "behind deputy": Level.RESELLER,
    "behind customer": Level.CUSTOMER,
    "behind nobody": Level.NOBODY,
    "reseller": Level.RESELLER,
    "deputy": Level.RESELLER,
    "customer": Level.CUSTOMER,
    "sibling": Level.CUSTOMER,
    "stranger": Level.RESELLER,
    "nobody": None,
}
"""Callers by level. ``behind`` is an administrator who impersonates; nobody is no entry, or has the wrong password."""
OUTSIDE = ("sibling", "stranger")
"""Who does not see the records of the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A request of an operation, about a record that customer and reseller see, and what it must say to whom.

    ``unknown`` is the code for who does not see the record, 0 where there is none and everybody makes his own; ``known`` for
    the others. ``least`` is the lowest level that is admitted. ``lists`` is the list member of a query. ``creates``: it makes
    something, or gives it to another customer, which an inactive reseller may not (customer.md 6.2). ``nobodys``: what an
    administrator makes so belongs to nobody. ``idle``: it changes nothing, although it is not called get.
    """

    arguments: Mapping[str, Any]
    unknown: int = 0
    known: int = 0
    least: Level = Level.CUSTOMER
    lists: str = ""
    creates: bool = False
    nobodys: bool = False
    idle: bool = False


Table = Mapping[str, Row]
More = Sequence[tuple[str, Mapping[str, Any]]]
"""(operation, arguments): requests for random walks that have no row of their own, such as moves, owners and switches."""
Others = Mapping[str, Sequence[Any]]
"""Name of a member, or of it and what it stands in (``record.name``) -> what random walks put there instead."""


def expected(operation: str, row: Row) -> dict[str, str]:
    """Caller -> what he must be told: a fault code, or what :func:`told` says of a success."""
    cells = {}
    for who, level in WHO.items():
        if level is None:
            code, sees = 901, False
        elif row.lists:
            admitted = level in (Level.ADMIN, Level.NOBODY) or level >= row.least
            code, sees = 0 if admitted else 902, level > Level.NOBODY and who not in OUTSIDE
        else:
            code, sees = (row.unknown if who in OUTSIDE else row.known), False
            code = 902 if level < row.least else code
        success = "told" if row.idle or operation.startswith("get") else "done"
        if row.lists:
            success = "shown" if sees else "shown nothing"
        cells[who] = str(code) if code else success
    return cells


def told(crowded: Template, world: World, port: str, operation: str, row: Row) -> dict[str, str]:
    """Caller -> what he is told by an operation, each in a ``world`` that is as the template ``crowded``."""
    scene, cells, before = Scene(world, "encoded"), {}, ""
    for who in WHO:
        if not before:
            crowded.restore(world)
            before = world.fingerprint()
        cell = _ask(calling(scene, who), port, operation, row)
        if world.fingerprint() != before:
            cell, before = "done" if cell == "told" else f"{cell}, and something has changed", ""
        cells[who] = cell
    return cells


def calling(scene: Scene, who: str) -> Caller:
    """One of :data:`WHO`."""
    if who == "administrator":
        return scene.admin
    if who == "nobody":
        return scene.login("customer", "wrong")
    kind, _, whom = who.partition(" ")
    return scene.behind(IDS.get(whom, 4711)) if kind == "behind" else scene.login(who)


def _ask(caller: Caller, port: str, operation: str, row: Row) -> str:
    try:
        answer = caller.call(operation, row.arguments, port)
    except Fault as fault:
        return str(fault.code)
    if not row.lists:
        return "told"
    assert answer["total"] == len(answer[row.lists])
    return "shown" if answer["total"] else "shown nothing"
