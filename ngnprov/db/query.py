# SPDX-License-Identifier: Apache-2.0
"""Uniform list queries: filter, order, slice, scope and total (wire.md L1-L13).

A port declares a :class:`Listing` once. Statements are built per shape of query and kept, so that a query costs binding
its values. What is not declared cannot be filtered or ordered by: no name from the wire reaches SQL.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from ngnprov.auth.actor import Actor, Level
from ngnprov.db import patterns
from ngnprov.db.scope import scope_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.errors import InvalidValue

Column = ColumnElement[Any]
Shape = tuple[Any, ...]

BATCH = 1000
"""Rows that a long list holds in memory at a time."""


@dataclass(frozen=True, slots=True)
class ByPattern:
    """Filter by pattern on a folded column.

    ``literal`` says what a match is worth that equals a pattern without ``%`` to the letter (``_`` is legal in names):
    it comes ``first`` (customer.md 4.1), or it stands ``alone`` when there is one (sip.md 3).
    """

    column: Column
    literal: Literal["first", "alone"] | None = None


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Filter by an exact number; 0 does not restrict."""

    column: Column


@dataclass(frozen=True, slots=True)
class ByValue:
    """Filter by an exact value whenever one is given, 0 and false included."""

    column: Column


@dataclass(frozen=True, slots=True)
class ByMembership:
    """Filter by a list of names, each of which must be among the row's; empty ones do not restrict.

    ``column`` is compared with what ``members`` selects for the parameter ``name``; ``flags`` are names that a condition
    stands for.
    """

    column: Column
    members: Callable[[Column], Select[Any]]
    flags: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ByFlag:
    """Any non-empty value applies the condition."""

    condition: Column


Filter = ByPattern | ByNumber | ByValue | ByMembership | ByFlag

MOST_MEMBERSHIPS = 8


@dataclass(frozen=True, eq=False)
class Listing:
    """What a list operation can filter and order by.

    ``rows`` selects the row to answer, without WHERE and ORDER BY. ``filters`` maps filter members (snake_case) and
    ``orders`` wire attribute names to columns. ``customer`` and ``reseller`` are the columns that scope compares; without
    ``customer`` customers see nothing. ``key`` is a unique column by which ties are broken; an order of several columns
    must end with a unique one itself. ``default`` is the attribute that orders when none or an unknown one is
    named, and whether it descends; "" is the key.
    """

    rows: Select[Any]
    filters: Mapping[str, Filter]
    orders: Mapping[str, Column | tuple[Column, ...]]
    key: Column
    reseller: Column
    customer: Column | None = None
    default: tuple[str, bool] = ("", False)
    _built: dict[Shape, tuple[Statement, Statement]] = field(default_factory=dict)

    def find(
        self, unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int, extra: tuple[str, ...] = ()
    ) -> "Page":
        """The page that ``query`` (decoded; keys ``filter``, ``order_by``, ``range``) asks for.

        ``extra`` names flags of ``filters`` that apply besides.
        """
        if actor.level is Level.NOBODY or (actor.level is Level.CUSTOMER and self.customer is None):
            return Page(unit, None, {}, 0, 0)
        given = query.get("filter") or {}
        page = None
        if self._may_stand_alone(given):
            page = self._find(unit, actor, self._filter(given, extra, literally=True), query, maximum)
        if page is None or not page.total:
            page = self._find(unit, actor, self._filter(given, extra), query, maximum)
        return page

    def _may_stand_alone(self, given: Mapping[str, Any]) -> bool:
        """Is there a pattern that a record may equal to the letter, which would then be the only match?"""
        return any(
            isinstance(declared, ByPattern) and declared.literal == "alone" and "_" in (given.get(name) or "")
            for name, declared in self.filters.items()
        )

    def _find(
        self,
        unit: Unit,
        actor: Actor,
        filtered: tuple[Shape, dict[str, Any]],
        query: Mapping[str, Any],
        maximum: int,
    ) -> "Page":
        matches, values = filtered
        order = query.get("order_by") or {}
        attribute, descending = order.get("attribute", ""), order.get("direction", "").strip().upper() == "DESC"
        if attribute not in self.orders:
            attribute, descending = self.default
        if not actor.is_admin:
            values["scope"] = scope_of(actor)
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

    def _filter(
        self, given: Mapping[str, Any], extra: tuple[str, ...], *, literally: bool = False
    ) -> tuple[Shape, dict[str, Any]]:
        """The shape of the filter and the values of its parameters; ``literally``, ``_`` is a letter like any other."""
        shape: list[tuple[str, str]] = []
        values: dict[str, Any] = {}
        for name, declared in self.filters.items():
            value = given.get(name)
            if isinstance(declared, ByFlag):
                if value or name in extra:
                    shape.append((name, ""))
            elif isinstance(declared, ByValue):
                if value is not None:
                    shape.append((name, ""))
                    values[f"f_{name}"] = value
            elif not value:
                continue
            elif isinstance(declared, ByNumber):
                shape.append((name, ""))
                values[f"f_{name}"] = value
            elif isinstance(declared, ByMembership):
                self._filter_members(name, declared, value, shape, values)
            else:
                self._filter_pattern(name, declared, value, literally, shape, values)
        return tuple(shape), values

    @staticmethod
    def _filter_members(
        name: str, declared: ByMembership, given: list[str], shape: list[tuple[str, str]], values: dict[str, Any]
    ) -> None:
        wanted = dict.fromkeys(each for each in given if each)
        if len(wanted) > MOST_MEMBERSHIPS:
            raise InvalidValue(f"must have at most {MOST_MEMBERSHIPS} names", field=f"query.filter.{name}")
        for position, each in enumerate(wanted):
            if each in declared.flags:
                shape.append((name, each))
            else:
                shape.append((name, f"_{position}"))
                values[f"f_{name}_{position}"] = each

    @staticmethod
    def _filter_pattern(
        name: str,
        declared: ByPattern,
        written: str,
        literally: bool,
        shape: list[tuple[str, str]],
        values: dict[str, Any],
    ) -> None:
        pattern = patterns.read(written)
        if literally and declared.literal == "alone" and pattern.exact is not None:
            shape.append((name, "equal"))
            values[f"f_{name}"] = pattern.exact
            return
        exact = declared.literal == "first" and pattern.exact is not None
        shape.append((name, "exact" if exact else pattern.kind))
        values[f"f_{name}"] = pattern.text
        if pattern.kind == "prefix":
            values[f"f_{name}_end"] = pattern.text + patterns.LAST
        if exact:
            values[f"f_{name}_exact"] = pattern.exact

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
            assert self.customer is not None
            conditions.append(self.customer == parameter("scope"))
        for name, kind in matches:
            declared = self.filters[name]
            value = parameter(f"f_{name}")
            if isinstance(declared, ByFlag):
                conditions.append(declared.condition)
            elif isinstance(declared, ByMembership):
                if kind in declared.flags:
                    conditions.append(declared.flags[kind])
                else:
                    conditions.append(declared.column.in_(declared.members(parameter(f"f_{name}{kind}"))))
            elif isinstance(declared, (ByNumber, ByValue)) or kind == "equal":
                conditions.append(declared.column == value)
            elif kind == "prefix":
                conditions += [declared.column >= value, declared.column < parameter(f"f_{name}_end")]
            else:
                conditions.append(declared.column.like(value, escape="\\"))
                if kind == "exact":
                    order.append(case((declared.column == parameter(f"f_{name}_exact"), 0), else_=1))
        ordered = self.orders[attribute] if attribute else self.key
        columns = ordered if isinstance(ordered, tuple) else (ordered, self.key)
        order += [column.desc() if descending else column.asc() for column in dict.fromkeys(columns)]
        where = and_(True, *conditions)
        rows = self.rows.where(where).order_by(*order).limit(parameter("most")).offset(parameter("first"))
        counted = select(func.count()).select_from(*self.rows.get_final_froms()).where(where)
        return Statement(rows), Statement(counted)


MOST_SHAPES = 2000
"""Statements kept for one listing; a caller who invents shapes beyond it pays for building them."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A long list: ``count`` rows in all, in batches. Encoded batch by batch in bounded memory."""

    count: int
    batches: Iterable[list[Row]]


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

    def answer(self, present: Callable[[list[Row]], list[Row]]) -> Row:
        """What a list operation answers, a list and the total, by what makes wire rows of stored ones."""
        if not self.is_long:
            return present(self.rows()), self.total
        return Stream(self.length, map(present, self.batches())), self.total

    def batches(self) -> Iterator[list[Row]]:
        """The rows of a long page, :data:`BATCH` at a time."""
        assert self.statement is not None
        return self.unit.batches(self.statement, BATCH, **self.values)
