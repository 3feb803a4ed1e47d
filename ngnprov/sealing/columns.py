# SPDX-License-Identifier: Apache-2.0
"""Columns that hold sealed secrets. The declaration of a column says what each of its values is bound to.

Whoever seals takes the context from the declaration, which stands in the column: nothing is sealed that
:func:`sealed_columns` does not find.
"""

import base64
import json
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NewType

from sqlalchemy import Column, LargeBinary, func, select, tuple_, update
from sqlalchemy import text as sql

from ngnprov.db.columns import Tables, secret, text
from ngnprov.db.lists.page import BATCH
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit

if TYPE_CHECKING:
    from ngnprov.sealing.keys import Keys

SealContext = NewType("SealContext", str)
"""What a sealed value is bound to, so that it cannot be moved to another row: ``customers.password:7``."""

Change = Callable[[bytes, SealContext], bytes]
"""A sealed value and its context -> what to store instead; the same value to keep it."""

_INFO = "sealed"
_COLUMN = {
    "sqlite": Statement(sql("SELECT 1 FROM pragma_table_info(:table) WHERE name = :column")),
    "postgresql": Statement(
        sql(
            "SELECT 1 FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = :table AND column_name = :column"
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column whose values are sealed; empty where there is no secret.

    ``name`` is ``table.column``; ``by`` tells how columns of the same row name the row, ``{username}@{domain}``.
    """

    name: str
    by: str

    def column(self) -> Column[Any]:
        """The column, for its table."""
        column: Column[Any] = Column(self.name.partition(".")[2], LargeBinary, nullable=False, info={_INFO: self})
        return secret(column, is_sealed=True)

    def at(self, **row: Any) -> SealContext:
        """The context of the value in the row that the columns in ``by`` name."""
        return SealContext(f"{self.name}:{self.by.format(**row)}")

    def seal(self, keys: "Keys", secret: str, **row: Any) -> bytes:
        """A secret as it is stored in that row."""
        return keys.seal(secret, self.at(**row)) if secret else b""

    def open(self, keys: "Keys", stored: bytes, **row: Any) -> str:
        """The secret that is stored in that row, "" for none. Raises InternalFailure."""
        return keys.open(stored, self.at(**row)) if stored else ""

    def map(self, stored: Any, row: Mapping[str, Any], change: Change) -> Any:
        """What the column holds in ``row``, after ``change`` of every sealed value in it."""
        return change(stored, self.at(**row))


@dataclass(frozen=True, slots=True)
class SealedPairs(Sealed):
    """A text column of named values, some of them sealed; empty where there are none.

    It holds JSON, ``[[name, value], [name, sealed value in Base64, "sealed"], ...]``. ``by`` refers to the name of a value as
    ``{name}``.
    """

    def column(self) -> Column[Any]:
        """The column, for its table."""
        column: Column[Any] = text(self.name.partition(".")[2])
        column.info[_INFO] = self
        return column

    def pair(self, name: str, sealed: bytes) -> list[str]:
        """A sealed value as one of the pairs."""
        return [name, base64.b64encode(sealed).decode(), "sealed"]

    def map(self, stored: Any, row: Mapping[str, Any], change: Change) -> Any:
        """What the column holds in ``row``, after ``change`` of every sealed value in it."""
        pairs = [
            self.pair(pair[0], change(base64.b64decode(pair[1]), self.at(**row, name=pair[0])))
            if len(pair) > 2
            else pair
            for pair in json.loads(stored)
        ]
        return json.dumps(pairs, ensure_ascii=False)


class SealedColumn:
    """The rows of a table that hold something in a sealed column, in the order of the primary key."""

    def __init__(self, column: Column[Any], sealed: Sealed) -> None:
        self._sealed = sealed
        named = [name for _, name, _, _ in string.Formatter().parse(sealed.by) if name]
        self._names = [name for name in named if name in column.table.c]
        keys = list(column.table.primary_key.columns)
        self._width = len(keys)
        after = [parameter(f"key{index}") for index in range(self._width)]
        rows = (
            select(*keys, *(column.table.c[name] for name in self._names), column)
            .where(func.length(column) > 0)
            .order_by(*keys)
        )
        some = rows.limit(parameter("most"))
        held = some.with_for_update()
        self._all, self._some = Statement(rows), Statement(some)
        self._first, self._next = Statement(held), Statement(held.where(tuple_(*keys) > tuple_(*after)))
        self._store = Statement(
            update(column.table)
            .where(*(key == value for key, value in zip(keys, after, strict=True)))
            .values({column.name: parameter("changed")})
        )

    @property
    def name(self) -> str:
        """``table.column``."""
        return self._sealed.name

    def is_in(self, unit: Unit) -> bool:
        """Has the database this column? One of an older schema may not have it."""
        table, _, column = self.name.partition(".")
        return unit.first(_COLUMN[unit.dialect_name], table=table, column=column) is not None

    def values(self, unit: Unit) -> Iterator[tuple[bytes, SealContext]]:
        """Every sealed value and its context; few are in memory at a time."""
        for rows in unit.batches(self._all, BATCH):
            for row in rows:
                yield from self._values(row)

    def first_values(self, unit: Unit, most: int) -> list[tuple[bytes, SealContext]]:
        """The sealed values of the first ``most`` rows, and their contexts."""
        return [value for row in unit.all(self._some, most=most) for value in self._values(row)]

    def change(self, unit: Unit, change: Change, after: Row | None, most: int) -> Row | None:
        """Change the values of ``most`` rows behind the key ``after``; the key of the last row, None behind the end.

        The rows are held until the unit ends.
        """
        statement, key = (self._first, {}) if after is None else (self._next, self._key(after))
        rows = unit.all(statement, most=most, **key)
        changed = [(row, self._map(row, change)) for row in rows]
        unit.run_many(self._store, [{**self._key(row), "changed": new} for row, new in changed if new != row[-1]])
        return rows[-1][: self._width] if rows else None

    def _values(self, row: Row) -> list[tuple[bytes, SealContext]]:
        found: list[tuple[bytes, SealContext]] = []

        def note(value: bytes, context: SealContext) -> bytes:
            found.append((value, context))
            return value

        self._map(row, note)
        return found

    def _map(self, row: Row, change: Change) -> Any:
        return self._sealed.map(row[-1], dict(zip(self._names, row[self._width :], strict=False)), change)

    def _key(self, row: Row) -> dict[str, Any]:
        return {f"key{index}": row[index] for index in range(self._width)}


def sealed_columns(tables: Tables) -> list[SealedColumn]:
    """Those of some tables, by name."""
    found = [
        SealedColumn(column, column.info[_INFO]) for table in tables for column in table.columns if _INFO in column.info
    ]
    return sorted(found, key=lambda each: each.name)
