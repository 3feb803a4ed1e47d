# SPDX-License-Identifier: Apache-2.0
"""How many records of a kind name an entry, by which it is known whether the entry is in use."""

from collections.abc import Callable

from sqlalchemy import func, or_, select

from ngnprov.db.lists.filters import Column
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit


def counting(*columns: Column) -> Callable[[Unit, int], int]:
    """A count of the rows of a table that name an entry in one of its ``columns``."""
    statement = Statement(select(func.count()).where(or_(*(column == parameter("entry") for column in columns))))

    def count(unit: Unit, entry: int) -> int:
        found: int = unit.one(statement, entry=entry)[0]
        return found

    return count
