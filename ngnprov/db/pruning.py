# SPDX-License-Identifier: Apache-2.0
"""Removing old entries of the journal, from its beginning on and leaving no gap.

Triggers refuse to delete an entry unless another one, which stays, says that it is pruned (``pruned_to``): so nothing goes
without a trace, and there is no other way to delete. What is left begins where the last such entry says.
"""

from typing import NamedTuple

from sqlalchemy import delete, func, select

from ngnprov.db import journal
from ngnprov.db.journal import entries
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit

OPERATION = "journal prune"


class Stretch(NamedTuple):
    """Entries that follow each other: how many, the first and last of their ids, the earliest and latest of their times."""

    size: int
    first: int
    last: int
    since: str
    until: str


_c = entries.c
_FIRST_KEPT = Statement(select(func.min(_c.id)).where(_c.at >= parameter("before")))
_old = select(_c.id, _c.at).where(_c.id <= parameter("last")).order_by(_c.id).limit(parameter("most")).subquery()
_MEASURE = Statement(
    select(func.count(), func.min(_old.c.id), func.max(_old.c.id), func.min(_old.c.at), func.max(_old.c.at))
)
_REMOVE = Statement(delete(entries).where(_c.id <= parameter("last")))

_HIGHEST = 2**63 - 1


def older(unit: Unit, before: str) -> Stretch | None:
    """The entries from the first one on that are all older than ``before``; None when there are none."""
    kept = unit.one(_FIRST_KEPT, before=before)[0]
    return first(unit, _HIGHEST if kept is None else kept - 1, _HIGHEST)


def first(unit: Unit, last: int, most: int) -> Stretch | None:
    """The first entries up to the one with the id ``last``, at most so many; None when there are none."""
    found = unit.one(_MEASURE, last=last, most=most)
    return Stretch(*found) if found[0] else None


def remove(unit: Unit, stretch: Stretch, *, at: str, login: str, request_id: str) -> None:
    """Remove what :func:`first` found in this unit, and write the entry that says so."""
    journal.write(
        unit,
        at=at,
        login=login,
        level="admin",
        entry=0,
        behind=False,
        request_id=request_id,
        operation=OPERATION,
        subject=f"journal entries {stretch.first} to {stretch.last}",
        before=None,
        after={"removed": stretch.size, "since": stretch.since, "until": stretch.until},
        kind=journal.PRUNED,
        pruned_to=stretch.last,
    )
    removed = unit.run(_REMOVE, last=stretch.last)
    if removed != stretch.size:
        raise LookupError(f"{removed} entries of the journal would have gone and not {stretch.size}")
