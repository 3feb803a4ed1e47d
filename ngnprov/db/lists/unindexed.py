# SPDX-License-Identifier: Apache-2.0
"""A column that the database compares and sorts without its index.

With a filter and a LIMIT a planner has two ways, to gather what matches and sort it or to walk rows in their order and drop
what does not, and no way of knowing which is short. Where we know (:mod:`ngnprov.db.lists.query`), this says it.
"""

from typing import Any

from sqlalchemy import Boolean, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement


class Unindexed(ColumnElement[Any]):
    """``column``, for which no index is used."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(Unindexed, "sqlite")
def _on_sqlite(element: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(element.column, **options)}"  # the documented way: SQLite, "Query Planning", 8


@compiles(Unindexed)
def _elsewhere(element: Unindexed, compiler: Any, **options: Any) -> str:
    """An expression that equals the column and is not the column."""
    column = compiler.process(element.column, **options)
    if isinstance(element.type, Boolean):
        return f"({column} IS TRUE)"
    return f"({column} + 0)" if isinstance(element.type, Integer) else f"({column} || '')"
