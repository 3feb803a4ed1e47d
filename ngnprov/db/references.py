# SPDX-License-Identifier: Apache-2.0
"""Which records of a kind name an entry, and how many: by that it is known whether the entry is in use, and cleared."""

from collections.abc import Callable, Sequence

from sqlalchemy import and_, func, literal_column, or_, select

from ngnprov.db.lists.filters import Column
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit


def counting(*columns: Column, where: Sequence[Column] = ()) -> Callable[[Unit, int], int]:
    """A count of the rows of a table that name an entry in one of its ``columns``."""
    names_it = or_(*(column == parameter("entry") for column in columns))
    statement = Statement(select(func.count()).where(names_it, *where))

    def count(unit: Unit, entry: int) -> int:
        found: int = unit.one(statement, entry=entry)[0]
        return found

    return count


def crossing(owner: Column, customer: Column) -> Callable[[Unit, int], int]:
    """A count of the rows of a table that belong to an entry and name another one as their owner, or the other way round."""
    entry = parameter("entry")
    elsewhere = or_(
        and_(owner == entry, customer != entry), and_(customer == entry, owner != entry, owner != literal_column("0"))
    )
    statement = Statement(select(func.count()).where(elsewhere))

    def count(unit: Unit, entry: int) -> int:
        found: int = unit.one(statement, entry=entry)[0]
        return found

    return count


def first_of(
    owner: Column, *columns: Column, where: Sequence[Column] = ()
) -> Callable[[Unit, int, int], Sequence[Row]]:
    """(unit, entry, most) -> some columns of the first rows of a table whose ``owner`` is an entry, in their order."""
    rows = select(*columns).where(owner == parameter("entry"), *where).order_by(*columns).limit(parameter("most"))
    statement = Statement(rows)

    def find(unit: Unit, entry: int, most: int) -> Sequence[Row]:
        return unit.all(statement, entry=entry, most=most)

    return find
