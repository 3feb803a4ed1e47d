# SPDX-License-Identifier: Apache-2.0
"""Numbers from CSV: each is added as addNumber adds it. See :data:`COLUMNS`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.intake.adding import Add, Form, Item
from ngnprov.intake.rows import Row
from ngnprov.intake.table import table
from ngnprov.intake.values import readers
from ngnprov.ports.enum import names
from ngnprov.ports.enum.mappings import rules
from ngnprov.ports.enum.mappings.types import EnumMapping
from ngnprov.ports.enum.numbers import service
from ngnprov.ports.enum.numbers.types import EnumId, EnumNumber
from ngnprov.ports.enum.permissions import WRITE

_ID, _MAPPING, _OTHERS = ("number", "tld"), ("type", "mapto", "ttl", "priority"), ("owner", "info")
COLUMNS = (*_ID, *_MAPPING, *_OTHERS)
"""The rows of a number follow one another, and owner and info stand in the first of them. ``number`` alone must be there; a
row without ``type`` and ``mapto`` is a number without mapping."""

_READERS = readers(EnumId, *_ID) | readers(EnumMapping, *_MAPPING) | readers(EnumNumber, *_OTHERS)

IMPORT = Task(name="enum import", policy=Policy(WRITE))


def form(tld: str) -> Form:
    """Files of numbers; ``tld`` is the tree of rows that name none."""

    def items(rows: Iterator[Row]) -> Iterator[Item]:
        for _, group in groupby(rows, lambda row: _key(row, tld)):
            yield _item(group, tld)

    return table(IMPORT, COLUMNS, ("number",), items, _adding, named={"id": "number", "mappings": "mapto"})


@contextmanager
def _adding(call: Call) -> Iterator[Add]:
    def add(item: Item) -> str:
        service.add_number(call, item.values)
        return ""

    yield add


def _key(row: Row, tld: str) -> tuple[str, str] | int:
    """What the rows of one number have in common; a row that names none stands alone."""
    number = row.cells.get("number", "").removeprefix("+")
    return (number, names.tree_name(row.cells.get("tld", tld))) if number else row.line


def _item(rows: Iterable[Row], tld: str) -> Item:
    """The rows of one number. When there are more mappings than a number may have, reading stops once that is certain."""
    item: Item | None = None
    mappings: list[dict[str, Any]] = []
    for row in rows:
        values = row.values(_READERS)
        if item is None:
            id = {"number": values.get("number", ""), "tld": values.get("tld", tld)}
            item = Item(row.line, {"id": id, "mappings": mappings, **_those(values, _OTHERS)})
        item.read.problems.add(*row.problems)
        if ("type" in values or "mapto" in values) and len(mappings) <= rules.MOST:
            mappings.append(_those(values, _MAPPING))
            item.lines.append(row.line)
    assert item is not None
    return item


def _those(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}
