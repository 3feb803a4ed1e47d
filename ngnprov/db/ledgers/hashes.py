# SPDX-License-Identifier: Apache-2.0
"""What the hash of a link is taken of: the link before it, its place, and every column of its entry (journal.md 2).

It must be the same on every database and in every release. Hence the columns are named, and one that holds its default is left
out: a column that a later release adds changes no hash of an entry that was there before.
"""

import hashlib
import json
from typing import Any

from sqlalchemy import Boolean, Column, DefaultClause, Integer, select

from ngnprov.db.ledgers.journal import entries
from ngnprov.db.unit import Row

FIRST = ""
"""What stands in the place of the hash before the first link of a stream."""

WHOLE = select(*entries.c)
"""Entries with every column, in the order that :func:`content` takes."""

_NO_DEFAULT = object()


def _default(column: Column[Any]) -> Any:
    """What a column holds of which nothing is said."""
    if column.nullable:
        return None
    if not isinstance(column.server_default, DefaultClause):
        return _NO_DEFAULT
    told = str(column.server_default.arg)
    return int(told) if isinstance(column.type, Integer) else told


_NAMES = tuple(column.name for column in entries.c)
_DEFAULTS = tuple(map(_default, entries.c))
_FLAGS = tuple(place for place, column in enumerate(entries.c) if isinstance(column.type, Boolean))


def _of_bytes(value: bytes) -> dict[str, str]:
    """SQLite lets an intruder put bytes into a column of text; they are no text that could look alike."""
    return {"bytes": bytes(value).hex()}


_to_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=_of_bytes).encode


def content(row: Row) -> str:
    """A whole entry as JSON in ASCII: an object of the columns that do not hold their default, in their order.

    SQLite gives 0 and 1 for false and true; anything else there is what an intruder wrote, and stays as it is.
    """
    values: Any = row
    for place in _FLAGS:
        if row[place] in (0, 1):
            values = (*values[:place], bool(row[place]), *values[place + 1 :])
    told = {name: value for name, value, default in zip(_NAMES, values, _DEFAULTS, strict=True) if value != default}
    return _to_json(told)


def hash_of(before: str, stream: int, number: int, content: str) -> str:
    """SHA-256 in hexadecimal; ``before`` is the hash of the link before, :data:`FIRST` when there is none."""
    return hashlib.sha256(f"{before} {stream} {number} {content}".encode("ascii")).hexdigest()
