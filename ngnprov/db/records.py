# SPDX-License-Identifier: Apache-2.0
"""The records of a table, as the operations of a group work with them: found in scope, held, stored, changed, removed.

A store declares them once and adds what is special to it.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Boolean, ColumnClause, ColumnElement, Table, delete, select
from sqlalchemy.sql import visitors

from ngnprov.calls.actor import Actor
from ngnprov.db import belonging
from ngnprov.db.belonging import ForeignKeys
from ngnprov.db.columns import VERSION
from ngnprov.db.failures import Duplicate
from ngnprov.db.lists.filters import Column
from ngnprov.db.lists.page import Page
from ngnprov.db.lists.query import Listing
from ngnprov.db.scope import scoped, within
from ngnprov.db.statement import Statement, insertion, insertion_if_new, numbered_insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates, shadows, shadows_of

R = TypeVar("R", bound=NamedTuple)


class Records(Generic[R]):
    """The records of ``table``: ``row`` is their NamedTuple, in the order in which ``listing`` selects them.

    ``names`` are the columns by which callers name one; what is stored is changed and removed by its primary key, one column.
    A record is its customer's and reseller's as ``listing`` says: by columns of its own, or of a parent that is joined.
    Folded shadows (:func:`~ngnprov.db.columns.folded`) follow their columns. ``quietly``: a unit can go on after an insertion
    that raised Duplicate, which in PostgreSQL it cannot after a statement that failed.
    """

    def __init__(
        self, table: Table, row: type[R], listing: Listing, names: tuple[Column, ...], *, quietly: bool = False
    ) -> None:
        self.name = table.name
        """That of the table."""
        self._table = table
        self._listing = listing
        self._row = row
        columns = listing.rows.selected_columns
        self._flags = tuple(index for index, column in enumerate(columns) if isinstance(column.type, Boolean))
        (self._key,) = table.primary_key
        self.read: Callable[[Row], R] = self._read if self._flags else partial(tuple.__new__, row)
        """A selected row as a record."""
        self.read_to_show: Callable[[Row], R] = partial(tuple.__new__, row)
        """The same at less cost; truth values may be 0 and 1, as SQLite has them."""
        self._index = row._fields.index(self._key.name)
        self._names = tuple(f"name_{index}" for index in range(len(names)))
        is_named = [column == parameter(name) for name, column in zip(self._names, names, strict=True)]
        is_keyed = self._key == parameter("key")
        one = listing.rows.where(*is_named)
        held = one.with_for_update()
        self._lock_any = Statement(listing.rows.where(is_keyed).with_for_update(of=table))
        self._hold: Statement | None = None
        if not table.columns.contains_column(listing.reseller):
            # two statements: one with a join would not find a row that another call has moved while this one waited
            # (PostgreSQL 13.2.1)
            self._hold, held = (
                Statement(select(self._key).where(*is_named, *_own(listing, table)).with_for_update()),
                one,
            )
        self._get, self._lock = (
            scoped(each, reseller=listing.reseller, customer=listing.customer, account=listing.account)
            for each in (one, held)
        )
        self._is_numbered = self._key.identity is not None
        self._insert = insertion(table)
        self._insert_numbered = numbered_insertion(table) if self._is_numbered else {}
        self._insert_quietly = insertion_if_new(table) if quietly else None
        self._folded = shadows_of(table)
        self._updates = Updates(table, is_keyed)
        self._delete = Statement(delete(table).where(is_keyed))
        self._version = Statement(select(table.c[VERSION]).where(is_keyed)) if VERSION in table.c else None

    def get(self, unit: Unit, actor: Actor, *names: Any) -> R | None:
        """The record in the actor's scope, to be shown: see :attr:`read_to_show`."""
        row = within(self._get, unit, actor, **self._named(names))
        return None if row is None else self.read_to_show(row)

    def lock(self, unit: Unit, actor: Actor, *names: Any) -> R | None:
        """The record in the actor's scope, held until the unit ends: nobody else changes, moves or removes it."""
        if self._hold is not None:
            unit.first(self._hold, **self._named(names))
        row = within(self._lock, unit, actor, **self._named(names))
        return None if row is None else self.read(row)

    def lock_any(self, unit: Unit, key: Any) -> R | None:
        """The record with a primary key, in any scope, held until the unit ends."""
        row = unit.first(self._lock_any, key=key)
        return None if row is None else self.read(row)

    def _read(self, row: Row) -> R:
        """SQLite's truth values are numbers."""
        values = list(row)
        for index in self._flags:
            values[index] = values[index] == 1
        return tuple.__new__(self._row, values)

    def key_of(self, record: R) -> Any:
        """The primary key of a record."""
        return record[self._index]

    def named_by(self, unit: Unit, keys: ForeignKeys, record: R) -> set[Any]:
        """Those of ``keys``, which may be of any table, that name a record."""
        return belonging.that_name(unit, keys, self._key, self.key_of(record))

    def find(self, unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
        """A page of selected rows, in the order of the record's members."""
        return self._listing.find(unit, actor, query, maximum)

    def insert(self, unit: Unit, values: Mapping[str, Any]) -> Any:
        """Store a new record; its primary key, which is among ``values`` unless the database numbers. Raises Duplicate."""
        stored = {**values, **shadows(self._folded, values)}
        if self._insert_quietly is not None:
            if not unit.run(self._insert_quietly[unit.dialect_name], **stored):
                raise Duplicate(f"a unique index of {self._table.name}")
            return values[self._key.name]
        if self._is_numbered:
            return unit.insert(self._insert_numbered, **stored)
        unit.run(self._insert, **stored)
        return values[self._key.name]

    def insert_record(self, unit: Unit, record: R, also: Mapping[str, Any]) -> R:
        """Store a new record, and the columns ``also``; the record with its primary key. Raises Duplicate."""
        key = self.insert(unit, {**record._asdict(), **also})
        return record._replace(**{self._key.name: key}) if self._is_numbered else record

    def update(self, unit: Unit, key: Any, changes: Mapping[str, Any], *, counts: bool = True) -> None:
        """Store changed columns. Raises Duplicate, Referenced. See :meth:`~ngnprov.db.updates.Updates.run` for ``counts``."""
        self._updates.run(unit, changes, counts=counts, key=key)

    def version(self, unit: Unit, key: Any) -> int | None:
        """How often the record with a primary key was changed; None when it is not there, or has no version."""
        row = None if self._version is None else unit.first(self._version, key=key)
        return None if row is None else row[0]

    def count_change(self, unit: Unit, key: Any) -> None:
        """Count a change of what belongs to a record and stands elsewhere."""
        self._updates.run(unit, {}, key=key)

    def delete(self, unit: Unit, key: Any) -> None:
        """Remove a record. Raises Referenced while others that do not go with it name it."""
        unit.run(self._delete, key=key)

    def _named(self, names: tuple[Any, ...]) -> dict[str, Any]:
        """What is asked for, by the parameters of the statements."""
        if len(names) == len(self._names) == 1:
            return {self._names[0]: names[0]}  # as most are, at half the cost
        return dict(zip(self._names, names, strict=True))


def _own(listing: Listing, table: Table) -> list[ColumnElement[bool]]:
    """The condition of a listing where it is about one table only: an index of some of its rows is for those who ask for
    these."""
    condition = listing.rows.whereclause
    if condition is None:
        return []
    asked = (each.table for each in visitors.iterate(condition) if isinstance(each, ColumnClause))
    return [condition] if all(each is table for each in asked) else []


def columns_of(row: type[NamedTuple], table: Table, **others: Column) -> list[Column]:
    """What a listing selects for records of the kind ``row``: by their names columns of ``table``, or those of others."""
    return [others[name].label(name) if name in others else table.c[name] for name in row._fields]
