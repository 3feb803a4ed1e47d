# SPDX-License-Identifier: Apache-2.0
"""CSV files whose rows are records of one wire type: read as an operation is given them, written as it answers them.

A port declares a :class:`RecordFile`; a row that was written is read as the same record. Columns are called as members, in
lower case; lists stand in one cell with blanks between."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TextIO, TypeVar

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.db.lists.page import BATCH, Found
from ngnprov.errors import InvalidValue
from ngnprov.intake.adding import Add, Form, Item
from ngnprov.intake.rows import Row
from ngnprov.intake.table import table
from ngnprov.intake.values import UNREADABLE, Read, readers
from ngnprov.soap.characters import are_legal
from ngnprov.soap.types import WireType, item_type, members, python_name

T = TypeVar("T", bound=tuple[Any, ...])


class Column(NamedTuple):
    """A column: the ``path`` of its member in the record, in Python's names, and the last name of it on the wire."""

    name: str
    path: tuple[str, ...]
    wire: str
    read: Read


def columns_of(record: WireType, *names: str, under: str = "", beginning: str = "") -> tuple[Column, ...]:
    """Columns for members of ``record``; it may be a part, which stands ``under`` a member. ``beginning`` begins their
    names."""
    declared = members(record)
    scalars = readers(record, *(name for name in names if item_type(declared[name]) is None))
    prefix = (python_name(under),) if under else ()
    return tuple(
        Column(f"{beginning}{name}".lower(), (*prefix, python_name(name)), name, scalars.get(name, _words))
        for name in names
    )


@dataclass(frozen=True)
class RecordFile:
    """Files of records: ``columns``, those that must be there, and the tasks that bring in and write out."""

    columns: tuple[Column, ...]
    required: frozenset[str]
    incoming: Task
    outgoing: Task

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def form(self, adds: Callable[[Call], Callable[[Any], Any]], given: Mapping[str, Any] | None = None) -> Form:
        """The form of files whose records are added by what ``adds`` makes for a part of a call, which may be undone alone;
        ``given`` are members that every record has."""

        def items(rows: Iterator[Row]) -> Iterator[Item]:
            return (self._item(row, given or {}) for row in rows)

        @contextmanager
        def adding(call: Call) -> Iterator[Add]:
            add = adds(call)

            def take(item: Item) -> str:
                item.answer = add(item.values)
                return ""

            yield take

        named = {column.wire: column.name for column in self.columns}
        parts = {column.path[0]: column.name for column in reversed(self.columns) if len(column.path) > 1}
        return table(self.incoming, self.names, self.required, items, adding, named={**parts, **named})

    def write(self, file: TextIO, records: Iterable[Any], without: Sequence[str] = ()) -> int:
        """Write records as they are answered, without some columns; how many there were."""
        columns = [column for column in self.columns if column.name not in without]
        writer = csv.writer(file)
        writer.writerow(column.name for column in columns)
        count = 0
        for record in records:
            writer.writerow(_text(_member(record, column.path)) for column in columns)
            count += 1
        return count

    def _item(self, row: Row, given: Mapping[str, Any]) -> Item:
        values = row.values({column.name: column.read for column in self.columns})
        record: dict[str, Any] = dict(given)
        for column in self.columns:
            if column.name in values:
                place = record
                for step in column.path[:-1]:
                    place = place.setdefault(step, {})
                place[column.path[-1]] = values[column.name]
        item = Item(row.line, record, [row.line], is_heading=row.is_heading)
        item.read.problems.add(*row.problems)
        return item


def all_of(get: Callable[[Any], Found[T]], filter: Mapping[str, Any], order: str) -> Iterator[T]:
    """Everything that a list operation has for a filter, in the ascending order of an attribute, a page at a time."""
    start = 0
    while True:
        wanted = {"start": start, "count": BATCH}
        page = get({"filter": filter, "order_by": {"attribute": order, "direction": "asc"}, "range": wanted})
        rows: Any = page.rows  # no page of so many is a stream
        yield from rows
        start += len(rows)
        if not rows or start >= page.total:
            return


def _words(text: str) -> list[str]:
    if not are_legal(text):
        raise InvalidValue(UNREADABLE)
    return text.split()


def _member(record: Any, path: Sequence[str]) -> Any:
    for name in path:
        record = getattr(record, name)
    return record


def _text(value: Any) -> str:
    """A value as a reader takes it again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return " ".join(value)
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)
