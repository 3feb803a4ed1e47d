# SPDX-License-Identifier: Apache-2.0
"""Which tables have rows that belong to a record: one statement for as many tables as name it by a foreign key."""

from functools import cache
from typing import Any

from sqlalchemy import Column, exists, select

from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit

ForeignKeys = tuple[Column[Any], ...]
"""Foreign keys, of one or of several tables."""


def that_name(unit: Unit, keys: ForeignKeys, column: Column[Any], value: Any) -> set[Column[Any]]:
    """Those of ``keys`` that name the record whose primary key, ``column``, has this value; those of other tables are passed
    over.
    """
    asked = _asked(keys, column)
    if not asked:
        return set()
    found = unit.first(_exists(asked), value=value)
    assert found is not None, "a SELECT of values answers one row"
    return {key for key, is_there in zip(asked, found, strict=True) if is_there}


@cache
def _asked(keys: ForeignKeys, column: Column[Any]) -> ForeignKeys:
    return tuple(key for key in keys if key.references(column))


@cache
def _exists(keys: ForeignKeys) -> Statement:
    named = (exists().where(key == parameter("value")).label(f"key_{n}") for n, key in enumerate(keys))
    return Statement(select(*named))
