# SPDX-License-Identifier: Apache-2.0
"""Statements that fail, each in its turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ngnprov.db.unit import Unit


@dataclass
class Count:
    """How many changes have begun."""

    ran: int = 0


@contextmanager
def failing(at: int, error: Exception) -> Iterator[Count]:
    """The ``at``-th change of a writing unit fails, COMMIT being the last; 0 lets none fail."""
    counted_so_far = Count()
    execute, run_many, commit = Unit._execute, Unit.run_many, Unit.commit

    def count() -> None:
        counted_so_far.ran += 1
        if counted_so_far.ran == at:
            raise error

    def counted(self: Unit, statement: Any, values: Any) -> Any:
        if not statement.core.is_select:
            count()
        return execute(self, statement, values)

    def counted_together(self: Unit, statement: Any, rows: Any) -> None:
        if rows:
            count()
        run_many(self, statement, rows)

    def committed(self: Unit) -> None:
        count()
        commit(self)

    Unit._execute, Unit.run_many, Unit.commit = counted, counted_together, committed  # type: ignore[method-assign]
    try:
        yield counted_so_far
    finally:
        Unit._execute, Unit.run_many, Unit.commit = execute, run_many, commit  # type: ignore[method-assign]
