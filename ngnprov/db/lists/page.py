# SPDX-License-Identifier: Apache-2.0
"""What a list query found: a page of rows, in memory or, when it is long, as a stream of batches."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from ngnprov.db.statement import Statement
from ngnprov.db.unit import Row, Unit

BATCH = 1000
"""Rows that a long list holds in memory at a time."""


T = TypeVar("T", bound=Row)


@dataclass(frozen=True, slots=True)
class Stream(Generic[T]):
    """A long list: ``count`` rows in all, in batches. Encoded batch by batch in bounded memory."""

    count: int
    batches: Iterable[Sequence[T]]


Listed = Sequence[T] | Stream[T]
"""The rows that a list operation answers: in memory, or when there are many a stream of them."""


class Found(NamedTuple, Generic[T]):
    """What a list operation answers: the rows of a page, and how many match in all."""

    rows: Listed[T]
    total: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rows that match: ``length`` of them here, ``total`` in all."""

    unit: Unit
    statement: Statement | None
    values: Mapping[str, Any]
    length: int
    total: int
    found: list[Row] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Must it be answered in batches?"""
        return self.length > BATCH

    def rows(self) -> list[Row]:
        """All rows of a page that is not long."""
        if self.statement is None or not self.length:
            return self.found
        return self.unit.all(self.statement, **self.values)

    def answer(self, present: Callable[[list[Row]], Sequence[T]]) -> Found[T]:
        """What a list operation answers, by what makes wire rows of stored ones."""
        if not self.is_long:
            return Found(present(self.rows()), self.total)
        return Found(Stream(self.length, map(present, self.batches())), self.total)

    def batches(self) -> Iterator[list[Row]]:
        """The rows of a long page, :data:`BATCH` at a time."""
        assert self.statement is not None
        return self.unit.batches(self.statement, BATCH, **self.values)


def each(unit: Unit, statement: Statement, **values: Any) -> Iterator[Row]:
    """Every row, :data:`BATCH` in memory at a time."""
    for rows in unit.batches(statement, BATCH, **values):
        yield from rows
