# SPDX-License-Identifier: Apache-2.0
"""Counters of records against limits: taking one is a guarded UPDATE, so that no limit is ever oversold.

One row for each (customer, kind). A reseller's row counts the records of all its customers and its own. ``limit`` NULL
means that no limit was ever set for it; what that means is the caller's ``default`` (None: unlimited).
"""

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text, delete, func, select, update

from ngnprov.db.columns import Identifier, metadata
from ngnprov.db.statement import Statement, insertion_if_new, parameter
from ngnprov.db.unit import Unit

counters = Table(
    "counters",
    metadata,
    Column("customer", Identifier, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("limit", Integer),
    CheckConstraint("used >= 0", name="used_not_negative"),
)

UNLIMITED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Counter:
    """How many of a kind are used, and the limit that was set, None for none."""

    used: int
    limit: int | None


_c = counters.c
_one = (_c.customer == parameter("customer")) & (_c.kind == parameter("kind"))
_TAKE = Statement(
    update(counters)
    .where(_one, _c.used + parameter("count") <= func.coalesce(_c.limit, parameter("default")))
    .values(used=_c.used + parameter("count"))
    .returning(_c.used, _c.limit)
)
_ADD = Statement(update(counters).where(_one).values(used=_c.used + parameter("count")).returning(_c.used, _c.limit))
_LESS = Statement(update(counters).where(_one).values(used=_c.used - parameter("count")))
_READ = Statement(select(_c.used, _c.limit).where(_one))
_HOLD = Statement(select(_c.used).where(_one).with_for_update())
_LIMIT = Statement(update(counters).where(_one).values(limit=parameter("limit")))
_SET = Statement(update(counters).where(_one).values(used=parameter("count")))
_FORGET = Statement(delete(counters).where(_c.customer == parameter("customer")))
_CREATE = insertion_if_new(counters)


def create(unit: Unit, customer: int, kind: str) -> None:
    """Make a counter that is not there: nothing used, no limit."""
    unit.run(_CREATE[unit.dialect_name], customer=customer, kind=kind, used=0, limit=None)


def take(unit: Unit, customer: int, kind: str, count: int, default: int | None) -> Counter | None:
    """Use ``count`` more of ``kind`` when the limit allows it: the counter then, else None."""
    values = {"customer": customer, "kind": kind, "count": count, "default": UNLIMITED if default is None else default}
    row = unit.first(_TAKE, **values)
    if row is None:
        create(unit, customer, kind)  # unless it is there, perhaps since a moment ago
        row = unit.first(_TAKE, **values)
    return None if row is None else Counter(*row)


def add(unit: Unit, customer: int, kind: str, count: int) -> Counter:
    """Count ``count`` more whatever the limit."""
    row = unit.first(_ADD, customer=customer, kind=kind, count=count)
    if row is None:
        create(unit, customer, kind)
        row = unit.one(_ADD, customer=customer, kind=kind, count=count)
    return Counter(*row)


def give_back(unit: Unit, customer: int, kind: str, count: int) -> None:
    """Count ``count`` less. Going below 0 is refused by the table, and so is a counter that is not there."""
    if not unit.run(_LESS, customer=customer, kind=kind, count=count):
        create(unit, customer, kind)
        unit.run(_LESS, customer=customer, kind=kind, count=count)


def read(unit: Unit, customer: int, kind: str) -> Counter:
    """The counter as it stands; nothing used and no limit when there is none."""
    row = unit.first(_READ, customer=customer, kind=kind)
    return Counter(0, None) if row is None else Counter(row[0], row[1])


def hold(unit: Unit, customer: int, kind: str) -> int | None:
    """How many are used, which nobody else changes until the unit ends; None, and nothing is held, without a counter."""
    row = unit.first(_HOLD, customer=customer, kind=kind)
    return None if row is None else row[0]


def limit(unit: Unit, customer: int, kind: str, most: int | None) -> None:
    """Set the limit; None removes it. Use above a lowered limit stays, and nothing more can be taken."""
    if not unit.run(_LIMIT, customer=customer, kind=kind, limit=most) and most is not None:
        create(unit, customer, kind)
        unit.run(_LIMIT, customer=customer, kind=kind, limit=most)


def correct(unit: Unit, customer: int, kind: str, used: int) -> None:
    """Set the use of a held counter to what a recount found."""
    unit.run(_SET, customer=customer, kind=kind, count=used)


def forget(unit: Unit, customer: int) -> None:
    """Remove the counters of a customer who is deleted."""
    unit.run(_FORGET, customer=customer)
