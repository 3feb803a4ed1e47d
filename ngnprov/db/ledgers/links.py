# SPDX-License-Identifier: Apache-2.0
"""The links that make the journal a chain for each reseller (promise P28): see :mod:`ngnprov.upkeep.chain`.

The chain of a reseller is a *stream*, by its number; 0 is the operator's. A link holds the SHA-256 of the link before it in
its stream and of the whole entry (:mod:`ngnprov.db.ledgers.hashes`). Numbers count up from 1 in each stream, in the order of
the entries. Links are added and never touched again; those of pruned entries go with them, but for the last one of each
stream, its *anchor*, on which the next one rests.
"""

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Integer, Table, Text, UniqueConstraint, delete, exists, func, select, text

from ngnprov.db.columns import metadata
from ngnprov.db.ledgers.hashes import WHOLE
from ngnprov.db.ledgers.journal import entries
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Row, Unit

BATCH = 500
"""Rows that are in memory at a time."""

RECENT = 1000
"""Ids below the highest sealed one among which :func:`late` looks."""

links = Table(
    "journal_links",
    metadata,
    Column("entry", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("stream", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("stream", "number"),
)


class Link(NamedTuple):
    """A link: of which entry, where it stands, its hash."""

    entry: int
    stream: int
    number: int
    hash: str


class Tail(NamedTuple):
    """Entries that are not sealed yet: how many, and the time of the first one, None when there are none."""

    size: int
    since: str | None


_l = links.c
_e = entries.c
_is_linked = exists().where(_l.entry == _e.id)
_TOP = Statement(select(func.coalesce(func.max(_l.entry), 0)))
_ADD = insertion(links)
_LAST = Statement(
    select(_l.number, _l.hash).where(_l.stream == parameter("stream")).order_by(_l.number.desc()).limit(1)
)
_next_stream = select(func.min(_l.stream)).where(_l.stream > parameter("after")).scalar_subquery()
_LAST_OF_NEXT = Statement(select(links).where(_l.stream == _next_stream).order_by(_l.number.desc()).limit(1))
_FRESH = Statement(
    WHOLE.where(_e.id > parameter("top"), _e.id <= parameter("horizon")).order_by(_e.id).limit(parameter("most"))
)
_LATE = Statement(select(_e.id).where(_e.id <= parameter("top"), _e.id > parameter("low"), ~_is_linked).order_by(_e.id))
_TAIL = Statement(select(func.count(), func.min(_e.at)).where(_e.id > parameter("top")))
_IN_ORDER = Statement(select(links).order_by(_l.entry))
_ENTRIES_IN_ORDER = Statement(WHOLE.order_by(_e.id))

_later = links.alias()
_has_later = exists().where(
    _later.c.stream == _l.stream, _later.c.number > _l.number, _later.c.entry <= parameter("last")
)
_ANCHORS = Statement(select(links).where(_l.entry <= parameter("last"), ~_has_later).order_by(_l.stream))
_REMOVE = Statement(delete(links).where(_l.entry <= parameter("last"), _has_later))

_KEY = 7620113
_LOCK = Statement(text(f"SELECT pg_advisory_xact_lock({_KEY})"))
_TRY_LOCK = Statement(text(f"SELECT pg_try_advisory_xact_lock({_KEY})"))


def lock(unit: Unit) -> None:
    """From now on until the unit ends nobody else adds or removes links. SQLite has one writer anyway.

    Raises :class:`~ngnprov.db.failures.Transient` when another one takes too long.
    """
    if unit.dialect_name == "postgresql":
        unit.one(_LOCK)


def top(unit: Unit) -> int:
    """The highest entry that is sealed, 0 when there is none."""
    highest: int = unit.one(_TOP)[0]
    return highest


def append(unit: Unit, top_before: int, made: Iterable[Link]) -> bool:
    """Add links that were made when ``top_before`` was the :func:`top`; False when another one is at it, or was quicker."""
    if unit.dialect_name == "postgresql" and not unit.one(_TRY_LOCK)[0]:
        return False
    if top(unit) != top_before:
        return False
    unit.run_many(_ADD, [link._asdict() for link in made])
    return True


def last(unit: Unit, stream: int) -> tuple[int, str] | None:
    """Number and hash of the last link of a stream, None when it has none."""
    found = unit.first(_LAST, stream=stream)
    return None if found is None else (found[0], found[1])


def last_of_each(unit: Unit) -> Iterator[Link]:
    """The last link of every stream, by stream."""
    after = -(2**31)
    while (found := unit.first(_LAST_OF_NEXT, after=after)) is not None:
        link = Link(*found)
        yield link
        after = link.stream


def fresh(unit: Unit, top: int, horizon: int, most: int) -> list[Row]:
    """Whole entries above ``top`` up to ``horizon``, the first ones."""
    return unit.all(_FRESH, top=top, horizon=horizon, most=most)


def late(unit: Unit) -> list[int]:
    """Of the last ids that are sealed those of entries that are not: they came when their time had passed."""
    highest = top(unit)
    return [id for (id,) in unit.all(_LATE, top=highest, low=highest - RECENT)]


def tail(unit: Unit) -> Tail:
    """What is not sealed yet."""
    return Tail(*unit.one(_TAIL, top=top(unit)))


def in_order(unit: Unit) -> Iterator[Link]:
    """Every link in the order of the entries."""
    return map(Link._make, itertools.chain.from_iterable(unit.batches(_IN_ORDER, BATCH)))


def entries_in_order(unit: Unit) -> Iterator[Row]:
    """Every entry, whole, in the order of their ids."""
    return itertools.chain.from_iterable(unit.batches(_ENTRIES_IN_ORDER, BATCH))


def anchors(unit: Unit, last: int) -> list[Link]:
    """The last link of each stream up to the entry ``last``: what remains when the others are pruned."""
    return [Link(*row) for row in unit.all(_ANCHORS, last=last)]


def digest(anchors: Iterable[Link]) -> str:
    """One SHA-256 of all anchors (journal.md 4)."""
    by_stream = sorted(anchors, key=lambda link: link.stream)
    lines = (f"{link.stream} {link.number} {link.entry} {link.hash}\n" for link in by_stream)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def remove(unit: Unit, last: int) -> None:
    """Remove the links up to the entry ``last`` but for the anchors."""
    unit.run(_REMOVE, last=last)
