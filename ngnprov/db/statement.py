# SPDX-License-Identifier: Apache-2.0
"""SQLAlchemy Core statements, built once, compiled once per dialect, run on the driver's own cursor.

Core gives portable SQL; its execution layer costs more than the query on short statements, and with
native column types it has nothing to convert.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Select, Table, bindparam, cast, func, insert, literal_column, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement, visitors
from sqlalchemy.sql.elements import BindParameter, ColumnElement

from ngnprov.db.columns import VERSION


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL text of one dialect; ``order`` lists the parameters of a positional style, None for a named one."""

    sql: str
    order: tuple[str, ...] | None
    defaults: Mapping[str, Any]

    pick: Callable[[Mapping[str, Any]], Any] | None = None
    """What makes the parameters of a positional style of values, where there are several: it is most of a long insertion."""

    def bind(self, values: Mapping[str, Any]) -> Any:
        """The driver's parameter object for ``values``."""
        if self.defaults:
            values = {**self.defaults, **values}
        if self.pick is not None:
            return self.pick(values)
        if self.order is None:
            return values
        return [values[name] for name in self.order]


class Statement:
    """A prebuilt statement with named parameters. Make it at import, run it through a unit of work."""

    __slots__ = ("_compiled", "core")

    def __init__(self, core: ClauseElement) -> None:
        self.core = core
        self._compiled: dict[str, Compiled] = {}

    def for_dialect(self, dialect: Dialect) -> Compiled:
        """The compiled form, made on first use."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> Compiled:
        core: Any = visitors.replacement_traverse(self.core, {}, partial(_written_out, dialect.name))
        compiled = core.compile(dialect=dialect)
        defaults = {name: value for name, value in compiled.params.items() if value is not None}
        order = tuple(compiled.positiontup) if compiled.positiontup is not None else None
        pick = itemgetter(*order) if order is not None and len(order) > 1 else None
        return Compiled(str(compiled), order, defaults, pick)


def _written_out(dialect: str, element: object, **_: object) -> ColumnElement[Any] | None:
    """A constant as a literal; None for all else.

    The condition of an index is compared with constants. SQLite compares it with parameters, too, but then prepares the
    statement anew for each call, which takes longer than most statements do.
    """
    if not isinstance(element, BindParameter) or not element.unique or element.expanding:
        return None
    value = element.value
    if isinstance(value, bool):
        text = str(int(value)) if dialect == "sqlite" else str(value).lower()
    elif isinstance(value, int):
        text = str(value)
    elif isinstance(value, str):
        text = "'" + value.replace("'", "''") + "'"
    else:
        return None
    return literal_column(text, element.type)


def parameter(name: str) -> ColumnElement[Any]:
    """A named parameter of a :class:`Statement`."""
    return bindparam(name)


def insertion(table: Table, without: tuple[str, ...] = ()) -> Statement:
    """INSERT of one row with every column but those ``without`` and its version as a named parameter."""
    names = [column.name for column in table.columns if column.name not in (*without, VERSION)]
    return Statement(insert(table).values({name: bindparam(name) for name in names}).inline())


def numbered_insertion(table: Table) -> dict[str, Statement]:
    """By dialect: INSERT of one row whose ``id`` the database makes (:func:`~ngnprov.db.columns.serial`), for
    :meth:`Unit.insert`.

    SQLite is not asked for it by RETURNING. It makes that a trigger, and a statement with triggers keeps the pages it changes
    in a journal of its own, which goes to a temporary file from 64 KiB on: with many indexes that is most of its time.
    """
    names = [column.name for column in table.columns if column.name not in ("id", VERSION)]
    row = insert(table).values({name: bindparam(name) for name in names})
    return {"sqlite": Statement(row.inline()), "postgresql": Statement(row.returning(table.c.id))}


def insertion_if_new(table: Table) -> dict[str, Statement]:
    """By dialect: INSERT of one row that does nothing when its key is there."""
    made = {}
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql)):
        names = [column.name for column in table.columns if column.name != VERSION]
        values: dict[str, Any] = {name: bindparam(name) for name in names}
        made[dialect] = Statement(module.insert(table).values(values).inline().on_conflict_do_nothing())
    return made


def among(rows: Select[Any], column: ColumnElement[int]) -> dict[str, Statement]:
    """By dialect: ``rows`` whose ``column`` is one of a list of numbers, for :meth:`Unit.all_among`."""
    listed = select(func.json_each(parameter("among")).table_valued("value").c.value)
    return {
        "sqlite": Statement(rows.where(column.in_(listed))),
        "postgresql": Statement(rows.where(column == func.any(parameter("among")))),
    }


def in_pairs(first: ColumnElement[str], second: ColumnElement[str]) -> dict[str, ColumnElement[bool]]:
    """By dialect: are two text columns together one of the pairs in the parameter ``pairs``, a JSON list of lists?"""
    from_json = func.json_each(parameter("pairs")).table_valued("value").c.value
    in_sqlite = select(func.json_extract(from_json, "$[0]"), func.json_extract(from_json, "$[1]"))
    pair = func.jsonb_array_elements(cast(parameter("pairs"), postgresql.JSONB)).table_valued("value").c.value
    in_postgresql = select(pair.op("->>")(0), pair.op("->>")(1))
    columns = tuple_(first, second)
    return {"sqlite": columns.in_(in_sqlite), "postgresql": columns.in_(in_postgresql)}
