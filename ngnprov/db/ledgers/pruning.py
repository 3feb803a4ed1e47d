# SPDX-License-Identifier: Apache-2.0
"""Removing old entries of the journal, from its beginning on and leaving no gap.

Triggers refuse to delete an entry unless another one, which stays, says that it is pruned (``pruned_to``): so nothing goes
without a trace, and there is no other way to delete. What is left begins where the last such entry says.

On PostgreSQL an id is taken before its transaction ends, so that an entry can appear below others. Hence :func:`seize`: while
entries are chosen and removed there is none under way. SQLite has one writer, and needs nothing.
"""

from typing import NamedTuple

from sqlalchemy import delete, func, select, text

from ngnprov.db.ledgers import journal
from ngnprov.db.ledgers.journal import entries
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit

OPERATION = "journal prune"

SEIZING_MILLISECONDS = 500
"""How long an entry under way is waited for at a time: those that want to write another one wait behind."""


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

_PATIENCE = Statement(text(f"SET LOCAL lock_timeout = {SEIZING_MILLISECONDS}"))
_SEIZE = Statement(text("LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE"))

_HIGHEST = 2**63 - 1


def seize(unit: Unit) -> None:
    """From now on until the unit ends nobody else writes an entry, and every one that was begun is there or will never be.

    Raises :class:`~ngnprov.db.failures.Transient` when others take too long.
    """
    if unit.dialect_name == "postgresql":
        unit.run(_PATIENCE)
        unit.run(_SEIZE)


def older(unit: Unit, before: str) -> Stretch | None:
    """The entries from the first one on that are all older than ``before``; None when there are none."""
    kept = unit.one(_FIRST_KEPT, before=before)[0]
    return _first(unit, _HIGHEST if kept is None else kept - 1, _HIGHEST)


def slice_of_older(unit: Unit, before: str, last: int, most: int) -> Stretch | None:
    """The same, none beyond the id ``last`` and at most so many."""
    found = _first(unit, last, most)
    if found is None or found.until < before:
        return found
    # seldom: one that was under way when ``last`` was chosen
    return _first(unit, unit.one(_FIRST_KEPT, before=before)[0] - 1, most)


def _first(unit: Unit, last: int, most: int) -> Stretch | None:
    found = unit.one(_MEASURE, last=last, most=most)
    return Stretch(*found) if found[0] else None


def remove(unit: Unit, stretch: Stretch, *, at: str, login: str, request_id: str) -> None:
    """Remove what :func:`slice_of_older` found in this unit after :func:`seize`, and write the entry that says so."""
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
