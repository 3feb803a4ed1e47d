# SPDX-License-Identifier: Apache-2.0
"""Reading the journal: entries by customer, actor, operation, subject, kind and time, and those that come in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from ngnprov.db.ledgers.journal import CHANGE, entries
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit

BATCH = 500
LATECOMERS = 1000
"""On PostgreSQL an entry can be there before another with a lower id, by fewer than these: both were written at once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as :func:`ngnprov.db.ledgers.journal.write` took it."""

    id: int
    at: str
    kind: str
    login: str
    level: str
    entry: int
    behind: bool
    address: str
    customer: int
    reseller: int
    request_id: str
    operation: str
    subject: str
    code: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    on_behalf_of: str
    reverts: int | None
    undo: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: those that match everything that is given.

    ``customer`` matches what it, or an administrator acting as it, did, and what was done to its records and to itself;
    ``subject`` is a whole one or its first words; ``since`` (inclusive) and ``until`` (exclusive) are times as they are
    stored; ``after`` is an id.
    """

    customer: int | None = None
    login: str | None = None
    operation: str | None = None
    subject: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    after: int | None = None


_c = entries.c
_COLUMNS = tuple(_c[name] for name in Entry.__dataclass_fields__)
_LAST = Statement(select(func.coalesce(func.max(_c.id), 0)))


_LATEST_OF = Statement(
    select(func.max(_c.id)).where(_c.customer == parameter("customer"), _c.kind == parameter("kind"))
)
_GET = Statement(select(*_COLUMNS).where(_c.id == parameter("key")))
_OF_TRANSACTION = Statement(select(*_COLUMNS).where(_c.request_id == parameter("name")).order_by(_c.id))
_PLACE = Statement(
    select(func.count()).where(
        _c.at == parameter("time"), _c.request_id == parameter("name"), _c.kind == CHANGE, _c.id <= parameter("key")
    )
)
_LATER = Statement(
    select(*_COLUMNS).where(_c.subject == parameter("of"), _c.id > parameter("key"), _c.kind == CHANGE).order_by(_c.id)
)
_UNDOING = Statement(select(func.max(_c.id)).where(_c.reverts == parameter("key")))


def get(unit: Unit, id: int) -> Entry | None:
    """One entry."""
    row = unit.first(_GET, key=id)
    return None if row is None else _entry(row)


def of_transaction(unit: Unit, name: str) -> list[Entry]:
    """The entries of a transaction, which has the name of its request, in order."""
    return [_entry(row) for row in unit.all(_OF_TRANSACTION, name=name)]


def place_in_transaction(unit: Unit, entry: Entry) -> int:
    """Which of the changes of its transaction, which have one time, an entry is, from 1 on."""
    place: int = unit.one(_PLACE, time=entry.at, name=entry.request_id, key=entry.id)[0]
    return place


def later(unit: Unit, entry: Entry) -> list[Entry]:
    """The changes of the same record that came after an entry."""
    return [_entry(row) for row in unit.all(_LATER, of=entry.subject, key=entry.id)]


def latest_change_of(unit: Unit, customer: int) -> int:
    """The number of the last change of anything of a customer, 0 when there was none."""
    latest: int | None = unit.one(_LATEST_OF, customer=customer, kind=CHANGE)[0]
    return latest or 0


def undone_by(unit: Unit, id: int) -> int | None:
    """The entry that has undone this one and was not undone itself; None while it stands."""
    undoings: list[int] = []  # each of the one before: the last one stands, so every second one does
    latest: int | None = unit.one(_UNDOING, key=id)[0]
    while latest is not None:
        undoings.append(latest)
        latest = unit.one(_UNDOING, key=latest)[0]
    return undoings[0] if len(undoings) % 2 else None


def newest(unit: Unit, wanted: Wanted, count: int) -> list[Entry]:
    """The last ``count`` of those that are wanted, oldest first."""
    found = unit.all(Statement(_select(wanted).order_by(_c.id.desc()).limit(parameter("most"))), most=count)
    return [_entry(row) for row in reversed(found)]


def every(unit: Unit, wanted: Wanted) -> Iterator[list[Entry]]:
    """All that are wanted, oldest first, some at a time."""
    for rows in unit.batches(Statement(_select(wanted).order_by(_c.id)), BATCH):
        yield [_entry(row) for row in rows]


class Follower:
    """What comes in after the snapshot of a unit, without leaving out or repeating anything."""

    def __init__(self, unit: Unit, wanted: Wanted) -> None:
        self._fresh = Statement(_select(wanted).where(_c.id > parameter("low")).order_by(_c.id))
        self._last = 0
        self._seen: set[int] = set()
        self.look(unit)

    def look(self, unit: Unit) -> list[Entry]:
        """What has come since the last look."""
        last: int = unit.one(_LAST)[0]
        rows = unit.all(self._fresh, low=(self._last or last) - LATECOMERS)
        new = [_entry(row) for row in rows if row[0] not in self._seen]
        self._last, self._seen = last, {row[0] for row in rows}
        return new


def _select(wanted: Wanted) -> Select[Any]:
    chosen = select(*_COLUMNS)
    if wanted.customer is not None:
        himself = _c.subject == f"customer {wanted.customer}"
        chosen = chosen.where(or_(_c.customer == wanted.customer, _c.entry == wanted.customer, himself))
    if wanted.subject is not None:
        longer = _c.subject.startswith(f"{wanted.subject} ", autoescape=True)
        chosen = chosen.where(or_(_c.subject == wanted.subject, longer))
    for column, value in ((_c.login, wanted.login), (_c.operation, wanted.operation), (_c.kind, wanted.kind)):
        if value is not None:
            chosen = chosen.where(column == value)
    if wanted.since is not None:
        chosen = chosen.where(_c.at >= wanted.since)
    if wanted.until is not None:
        chosen = chosen.where(_c.at < wanted.until)
    return chosen if wanted.after is None else chosen.where(_c.id > wanted.after)


def _entry(row: Row) -> Entry:
    values = dict(zip(Entry.__dataclass_fields__, row, strict=True))
    for side in ("before", "after"):
        values[side] = _members(values[side])
    return Entry(**{**values, "behind": bool(values["behind"])})


def _members(stored: Any) -> dict[str, Any] | None:
    """What an entry tells of a record. What is no such thing an intruder has written, and it is shown as it is."""
    if stored is None:
        return None
    try:
        told = json.loads(stored)
    except (TypeError, ValueError, RecursionError):
        told = None
    return told if isinstance(told, dict) else {"unreadable": str(stored)}
