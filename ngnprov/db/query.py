# SPDX-License-Identifier: Apache-2.0
"""Uniform list queries: filter, order, slice, scope and total (wire.md L1-L13).

A port declares a :class:`Listing` once. Statements are built per shape of query and kept, so that a query costs binding
its values. What is not declared cannot be filtered or ordered by: no name from the wire reaches SQL.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from ngnprov.auth.actor import Actor, Level
from ngnprov.db import patterns
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit

Column = ColumnElement[Any]
Shape = tuple[Any, ...]

BATCH = 1000
"""Rows that a long list holds in memory at a time."""


@dataclass(frozen=True, slots=True)
class ByPattern:
    """Filter by pattern on a folded column. With ``exact_first`` a literal match leads (customer.md 4.1)."""

    column: Column
    exact_first: bool = False


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Filter by an exact number; 0 does not restrict."""

    column: Column


@dataclass(frozen=True, slots=True)
class ByFlag:
    """Any non-empty value applies the condition."""

    condition: Column


Filter = ByPattern | ByNumber | ByFlag


@dataclass(frozen=True, eq=False)
class Listing:
    """What a list operation can filter and order by.

    ``rows`` selects the row to answer, without WHERE and ORDER BY. ``filters`` maps filter members (snake_case) and
    ``orders`` wire attribute names to columns. ``customer`` and ``reseller`` are the columns that scope compares.
    ``key`` is the primary key: ties are broken by it, unknown attributes order by it.
    """

    rows: Select[Any]
    filters: Mapping[str, Filter]
    orders: Mapping[str, Column]
    key: Column
    customer: Column
    reseller: Column
    _built: dict[Shape, tuple[Statement, Statement]] = field(default_factory=dict)

    def find(
        self, unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int, extra: tuple[str, ...] = ()
    ) -> "Page":
        """The page that ``query`` (decoded; keys ``filter``, ``order_by``, ``range``) asks for.

        ``extra`` names flags of ``filters`` that apply besides.
        """
        if actor.level is Level.NOBODY:
            return Page(unit, None, {}, 0, 0)
        matches, values = self._filter(query.get("filter") or {}, extra)
        order = query.get("order_by") or {}
        attribute = order.get("attribute", "")
        attribute = attribute if attribute in self.orders else ""
        descending = bool(attribute) and order.get("direction", "").strip().upper() == "DESC"
        if actor.level is Level.RESELLER:
            values["scope"] = actor.reseller
        elif actor.level is Level.CUSTOMER:
            values["scope"] = actor.customer
        rows, count = self._statements((actor.level, matches, attribute, descending))
        span = query.get("range") or {}
        start, size = span.get("start", 0), min(span.get("count", maximum), maximum)
        if size <= BATCH:
            found = unit.all(rows, **values, first=start, most=size)
            if 0 < len(found) < size or (not found and start == 0 and size):
                return Page(unit, None, {}, len(found), start + len(found), found)
            total: int = unit.one(count, **values)[0]
            return Page(unit, None, {}, len(found), total, found)
        total = unit.one(count, **values)[0]
        length = max(0, min(size, total - start))
        return Page(unit, rows, {**values, "first": start, "most": size}, length, total)

    def _filter(self, given: Mapping[str, Any], extra: tuple[str, ...]) -> tuple[Shape, dict[str, Any]]:
        """The shape of the filter and the values of its parameters."""
        shape: list[tuple[str, str]] = []
        values: dict[str, Any] = {}
        for name, declared in self.filters.items():
            value = given.get(name)
            if isinstance(declared, ByFlag):
                if value or name in extra:
                    shape.append((name, ""))
            elif not value:
                continue
            elif isinstance(declared, ByNumber):
                shape.append((name, ""))
                values[f"f_{name}"] = value
            else:
                pattern = patterns.read(value)
                exact = declared.exact_first and pattern.exact is not None
                shape.append((name, "exact" if exact else pattern.kind))
                values[f"f_{name}"] = pattern.text
                if pattern.kind == "prefix":
                    values[f"f_{name}_end"] = pattern.text + patterns.LAST
                if exact:
                    values[f"f_{name}_exact"] = pattern.exact
        return tuple(shape), values

    def _statements(self, shape: Shape) -> tuple[Statement, Statement]:
        found = self._built.get(shape)
        if found is None:
            found = self._build(*shape)
            if len(self._built) < MOST_SHAPES:
                self._built[shape] = found
        return found

    def _build(
        self, level: Level, matches: tuple[tuple[str, str], ...], attribute: str, descending: bool
    ) -> tuple[Statement, Statement]:
        conditions: list[Column] = []
        order: list[Column] = []
        if level is Level.RESELLER:
            conditions.append(self.reseller == parameter("scope"))
        elif level is Level.CUSTOMER:
            conditions.append(self.customer == parameter("scope"))
        for name, kind in matches:
            declared = self.filters[name]
            value = parameter(f"f_{name}")
            if isinstance(declared, ByFlag):
                conditions.append(declared.condition)
            elif isinstance(declared, ByNumber) or kind == "equal":
                conditions.append(declared.column == value)
            elif kind == "prefix":
                conditions += [declared.column >= value, declared.column < parameter(f"f_{name}_end")]
            else:
                conditions.append(declared.column.like(value, escape="\\"))
                if kind == "exact":
                    order.append(case((declared.column == parameter(f"f_{name}_exact"), 0), else_=1))
        if attribute:
            column = self.orders[attribute]
            order.append(column.desc() if descending else column.asc())
        order.append(self.key.desc() if descending else self.key.asc())
        where = and_(True, *conditions)
        rows = self.rows.where(where).order_by(*order).limit(parameter("most")).offset(parameter("first"))
        counted = select(func.count()).select_from(*self.rows.get_final_froms()).where(where)
        return Statement(rows), Statement(counted)


MOST_SHAPES = 2000
"""Statements kept for one listing; a caller who invents shapes beyond it pays for building them."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rows that match: ``length`` of them here, ``total`` in all."""

    unit: Unit
    statement: Statement | None
    values: Mapping[str, Any]
    length: int
    total: int
    found: list[Row] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Must it be answered in batches?"""
        return self.length > BATCH

    def rows(self) -> list[Row]:
        """All rows of a page that is not long."""
        if self.statement is None or not self.length:
            return self.found
        return self.unit.all(self.statement, **self.values)

    def batches(self) -> Iterator[list[Row]]:
        """The rows of a long page, :data:`BATCH` at a time."""
        assert self.statement is not None
        return self.unit.batches(self.statement, BATCH, **self.values)
