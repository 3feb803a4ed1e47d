# SPDX-License-Identifier: Apache-2.0
"""UPDATE of some columns of a row: a statement for each set of columns, built on first use."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, bindparam, update
from sqlalchemy.sql.elements import ColumnElement

from ngnprov.db.columns import VERSION, fold
from ngnprov.db.statement import Statement
from ngnprov.db.unit import Unit

MOST_SHAPES = 500


class Updates:
    """The updates of the rows of ``table`` that ``where`` picks by named parameters, none called as a column that changes.

    Folded shadows (:func:`~ngnprov.db.columns.folded`) follow their columns, and the version counts up where there is one.
    """

    def __init__(self, table: Table, where: ColumnElement[bool]) -> None:
        self._table = table
        self._where = where
        self._folded = shadows_of(table)
        self._built: dict[tuple[str, ...], Statement] = {}

    def run(self, unit: Unit, changes: Mapping[str, Any], *, counts: bool = True, **key: Any) -> int:
        """Store ``changes`` by column; the number of rows touched. Raises Duplicate or Referenced.

        What the server works out of other records is no change that ``counts``.
        """
        values = {**changes, **shadows(self._folded, changes)}
        return unit.run(self._statement(tuple(sorted(values)), counts), **values, **key)

    def _statement(self, names: tuple[str, ...], counts: bool) -> Statement:
        found = self._built.get((*names, VERSION) if counts else names)
        if found is None:
            values: dict[str, Any] = {name: bindparam(name) for name in names}
            if counts and VERSION in self._table.c:
                values[VERSION] = self._table.c[VERSION] + 1
            found = Statement(update(self._table).where(self._where).values(values))
            if len(self._built) < MOST_SHAPES:
                self._built[(*names, VERSION) if counts else names] = found
        return found


def shadows_of(table: Table) -> tuple[str, ...]:
    """The columns of ``table`` that have a folded shadow."""
    return tuple(column.name.removesuffix("_fold") for column in table.columns if column.name.endswith("_fold"))


def shadows(folded: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, str]:
    """The shadows of those of ``values`` that have one."""
    return {f"{name}_fold": fold(values[name]) for name in folded if name in values}
