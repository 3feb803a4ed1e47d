# SPDX-License-Identifier: Apache-2.0
"""Removing old entries of the journal, from its beginning on and leaving no gap.

Triggers refuse to delete an entry unless another one, which stays, says that it is pruned (``pruned_to``): so nothing goes
without a trace, and there is no other way to delete. What is left begins where the last such entry says, which also names the
links on which the streams rest from then on (:mod:`ngnprov.db.ledgers.links`).

Only what is sealed is removed: below it no entry can appear any more, so that nobody has to wait who writes meanwhile.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, select

from ngnprov.db.ledgers import journal, links
from ngnprov.db.ledgers.journal import entries
from ngnprov.db.ledgers.links import Link
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


@dataclass(frozen=True, slots=True)
class Pruned:
    """An entry that says that those up to ``to`` were pruned, and what it tells of it, None when that is unreadable."""

    id: int
    to: int
    told: Mapping[str, Any] | None

    def names(self, anchors: Collection[Link]) -> bool:
        """Are these the links on which it says that the streams rest? Before there were links it said nothing of them."""
        if self.told is None:
            return False
        if "anchors" not in self.told:
            return not anchors
        return self.told["anchors"] == links.digest(anchors)


_c = entries.c
_FIRST_KEPT = Statement(select(func.min(_c.id)).where(_c.at >= parameter("before")))
_old = select(_c.id, _c.at).where(_c.id <= parameter("last")).order_by(_c.id).limit(parameter("most")).subquery()
_MEASURE = Statement(
    select(func.count(), func.min(_old.c.id), func.max(_old.c.id), func.min(_old.c.at), func.max(_old.c.at))
)
_UNSEALED = Statement(select(func.min(_old.c.id)).where(~exists().where(links.links.c.entry == _old.c.id)))
_REMOVE = Statement(delete(entries).where(_c.id <= parameter("last")))
_HIGHEST = 2**63 - 1
_LATEST = Statement(  # in SQLite a text that an intruder puts there is higher than every number
    select(_c.id, _c.pruned_to, _c.after)
    .where(_c.pruned_to.is_not(None), _c.pruned_to <= _HIGHEST)
    .order_by(_c.pruned_to.desc())
    .limit(1)
)


def older(unit: Unit, before: str) -> Stretch | None:
    """The entries from the first one on that are all older than ``before``; None when there are none."""
    kept = unit.one(_FIRST_KEPT, before=before)[0]
    return _first(unit, _HIGHEST if kept is None else kept - 1, _HIGHEST)


def slice_of_older(unit: Unit, before: str, last: int, most: int) -> Stretch | None:
    """The same, none beyond the id ``last``, at most so many, and none from the first one on that is not sealed."""
    unsealed = unit.one(_UNSEALED, last=last, most=most)[0]
    if unsealed is not None:
        last = unsealed - 1
    found = _first(unit, last, most)
    if found is None or found.until < before:
        return found
    # seldom: one that was under way when ``last`` was chosen
    return _first(unit, min(last, unit.one(_FIRST_KEPT, before=before)[0] - 1), most)


def _first(unit: Unit, last: int, most: int) -> Stretch | None:
    found = unit.one(_MEASURE, last=last, most=most)
    return Stretch(*found) if found[0] else None


def remove(unit: Unit, stretch: Stretch, *, at: str, login: str, request_id: str) -> None:
    """Remove what :func:`slice_of_older` found in this unit, and links but for the anchors; write the entry that says so.

    The unit has the lock on links (:func:`~ngnprov.db.ledgers.links.lock`).
    """
    anchors = links.anchors(unit, stretch.last)
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
        after={
            "removed": stretch.size,
            "since": stretch.since,
            "until": stretch.until,
            "streams": len(anchors),
            "anchors": links.digest(anchors),
        },
        kind=journal.PRUNED,
        pruned_to=stretch.last,
    )
    links.remove(unit, stretch.last)
    removed = unit.run(_REMOVE, last=stretch.last)
    if removed != stretch.size:
        raise LookupError(f"{removed} entries of the journal would have gone and not {stretch.size}")


def latest(unit: Unit) -> Pruned | None:
    """The last entry that says what was pruned; None when nothing was."""
    found = unit.first(_LATEST)
    if found is None:
        return None
    id, to, after = found
    try:
        told = json.loads(after)
    except (TypeError, ValueError, RecursionError):
        told = None
    return Pruned(id, to, told if isinstance(told, dict) else None)
