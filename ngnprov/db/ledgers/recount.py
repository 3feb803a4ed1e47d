# SPDX-License-Identifier: Apache-2.0
"""Recounts: what the counters must equal, compared on one snapshot and put right one by one.

A record of a customer counts for it and for its reseller, once when it is the reseller; a record of nobody (0) for nobody.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, func, literal, select, true, union_all
from sqlalchemy.sql import ColumnElement, Select

from ngnprov.db.ledgers import counters
from ngnprov.db.lists.page import each
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit


class Recount:
    """The records of one table that consume the credit ``kind``, by the columns that say whose they are."""

    def __init__(
        self, kind: str, customer: Column[int], reseller: Column[int], condition: ColumnElement[bool] | None = None
    ) -> None:
        self.kind = kind
        self._customer, self._reseller = customer, reseller
        self._condition = true() if condition is None else condition
        is_held = (customer == parameter("holder")) | (reseller == parameter("holder"))
        self._of = Statement(select(func.count()).where(is_held, self._condition))

    @property
    def records(self) -> Select[int, int]:
        """SELECT of (customer, reseller) of each record."""
        return select(self._customer, self._reseller).where(self._condition)

    def of(self, unit: Unit, holder: int) -> int:
        """How many records count for one customer or reseller."""
        count: int = unit.one(self._of, holder=holder)[0]
        return count

    def by_holder(self) -> Iterator[Select[Any]]:
        """SELECTs of (holder, kind, 0, number of records), to be added up."""
        customer, reseller = self._customer, self._reseller
        for holder, condition in ((customer, true()), (reseller, reseller != customer)):
            columns: list[ColumnElement[Any]] = [holder, literal(self.kind), literal(0), func.count()]
            yield select(*columns).where(holder != 0, self._condition, condition).group_by(holder)


def unequal(unit: Unit, recounts: Iterable[Recount]) -> Iterator[tuple[int, str, int, int]]:
    """(holder, kind, used, number of records) of every counter that is not what its records are, by holder and kind."""
    table = counters.counters.c
    stored = select(table.customer.label("holder"), table.kind, table.used, literal(0).label("counted"))
    found = [each_holder for one in recounts for each_holder in one.by_holder()]
    both = union_all(stored, *found).subquery().c
    used, counted = func.sum(both.used), func.sum(both.counted)
    wrong = (
        select(both.holder, both.kind, used, counted)
        .group_by(both.holder, both.kind)
        .having(used != counted)
        .order_by(both.holder, both.kind)
    )
    for holder, kind, *sums in each(unit, Statement(wrong)):
        yield holder, kind, int(sums[0]), int(sums[1])  # PostgreSQL makes NUMERIC of them


def correct(unit: Unit, holder: int, kind: str, recounts: Iterable[Recount]) -> tuple[int, int] | None:
    """Let a counter be what its records are by now: its use before and after, None when it is right.

    The counter is held while the records are counted again: whoever changes records changes their counter in the same
    transaction, so that either both have come about or, as long as it is held, neither. Nothing else is held, so nobody can
    wait for this unit while it waits for them.
    """
    used = counters.hold(unit, holder, kind)
    if used is None:
        if not _count(unit, holder, kind, recounts):
            return None
        counters.create(unit, holder, kind)
        used = counters.hold(unit, holder, kind) or 0
    counted = _count(unit, holder, kind, recounts)
    if used == counted:
        return None
    counters.correct(unit, holder, kind, counted)
    return used, counted


def _count(unit: Unit, holder: int, kind: str, recounts: Iterable[Recount]) -> int:
    return sum(one.of(unit, holder) for one in recounts if one.kind == kind)
