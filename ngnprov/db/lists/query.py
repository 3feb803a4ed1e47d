# SPDX-License-Identifier: Apache-2.0
"""Uniform list queries: filter, order, slice, scope and total (wire.md L1-L13).

A port declares a :class:`Listing` once. Statements are built per shape of query and kept, so that a query costs binding
its values. What is not declared cannot be filtered or ordered by: no name from the wire reaches SQL.

On a large table the way of a query is chosen by a look at the indexes: when a filter matches few rows they are gathered and
sorted, else rows are walked in their order until the page is full. Either way a page costs some ten thousand rows at most,
unless a filter that no index serves (LIKE) matches little.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from ngnprov.calls.actor import Actor, Level
from ngnprov.db.lists.filters import ByNumber, ByPattern, Column, Filter, Values, Wrap, same
from ngnprov.db.lists.page import BATCH, Page
from ngnprov.db.lists.unindexed import Unindexed
from ngnprov.db.scope import scope_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit

FilterShape = tuple[str, str]
"""Name of a filter, and the kind of its condition."""

SCOPE: FilterShape = ("", "scope")
"""Stands for the condition of the caller's scope."""

FEW = 10_000
"""Matches that are gathered and sorted rather than walked for."""

MOST_SHAPES = 2000
"""Statements kept for one listing; a caller who invents shapes beyond it pays for building them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a pair of statements is built for. ``lead`` is the filter whose matches are gathered, None to walk the order."""

    level: Level
    filters: tuple[FilterShape, ...]
    attribute: str
    descending: bool
    lead: FilterShape | None = None


@dataclass(frozen=True, eq=False)
class Listing:
    """What a list operation can filter and order by.

    ``rows`` selects the row to answer, without ORDER BY; what its WHERE leaves out is in no list. ``filters`` maps filter
    members (snake_case) and ``orders`` wire attribute names to columns. ``customer`` and ``reseller`` are the columns that
    scope compares; without ``customer`` customers see nothing. ``account`` is that of the account that sees the record by its
    name; no account sees lists. ``key`` is a unique column by which ties are broken; an order of several columns must end
    with a unique one itself. Ties follow the direction of the order, so that an index is read either way. ``default`` is the
    attribute that orders when none or an unknown one is named, and whether it descends: what was changed last comes first,
    unless it is said; "" is the key. ``is_large`` lets the way be chosen by a look at the indexes: every filter but LIKE and
    ByValue must have one, and every order one behind ``customer``, ``reseller`` and what leads."""

    rows: Select[Any]
    filters: Mapping[str, Filter]
    orders: Mapping[str, Column | tuple[Column, ...]]
    key: Column
    reseller: Column
    customer: Column | None = None
    account: Column | None = None
    default: tuple[str, bool] = ("changeDate", True)
    is_large: bool = False
    _built: dict[Shape, tuple[Statement, Statement]] = field(default_factory=dict)
    _probes: dict[tuple[FilterShape, Level], Statement | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.default[0] in ("", *self.orders), "what orders by default is an order"

    def find(self, unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
        """The page that ``query`` (decoded; keys ``filter``, ``order_by``, ``range``) asks for."""
        if not actor.is_admin and self._scope(actor.level) is None:
            return Page(unit, None, {}, 0, 0)
        given = query.get("filter") or {}
        page = None
        if self._may_stand_alone(given):
            page = self._find(unit, actor, query, maximum, *self._read(given, literally=True))
        if page is None or not page.total:
            page = self._find(unit, actor, query, maximum, *self._read(given, literally=False))
        return page

    def _may_stand_alone(self, given: Mapping[str, Any]) -> bool:
        """Is there a pattern that a record may equal to the letter, which would then be the only match?"""
        return any(
            isinstance(declared, ByPattern) and declared.literal == "alone" and "_" in (given.get(name) or "")
            for name, declared in self.filters.items()
        )

    def _read(self, given: Mapping[str, Any], *, literally: bool) -> tuple[tuple[FilterShape, ...], Values]:
        """The shapes of all filters, and the values of their parameters."""
        shapes: list[FilterShape] = []
        values: Values = {}
        for name, declared in self.filters.items():
            found, bound = declared.read(name, given.get(name), literally=literally)
            shapes += [(name, kind) for kind in found]
            values.update(bound)
        return tuple(shapes), values

    def _find(
        self,
        unit: Unit,
        actor: Actor,
        query: Mapping[str, Any],
        maximum: int,
        filters: tuple[FilterShape, ...],
        values: Values,
    ) -> Page:
        order = query.get("order_by") or {}
        attribute, descending = order.get("attribute", ""), order.get("direction", "").strip().upper() == "DESC"
        if attribute not in self.orders:
            attribute, descending = self.default
        if not actor.is_admin:
            values["scope"] = scope_of(actor)
        lead = None
        if self.is_large and filters:
            lead, matches = self._lead(unit, actor.level, filters, values)
            if not matches:
                return Page(unit, None, {}, 0, 0)
        rows, count = self._statements(Shape(actor.level, filters, attribute, descending, lead))
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

    def _lead(
        self, unit: Unit, level: Level, filters: tuple[FilterShape, ...], values: Values
    ) -> tuple[FilterShape | None, int]:
        """What matches few rows, the scope or a filter, and how many; None when all match many."""
        for filter_shape in (SCOPE, *filters):
            if (filter_shape, level) not in self._probes:
                self._probes[filter_shape, level] = self._probe(level, filter_shape)
            probe = self._probes[filter_shape, level]
            if probe is not None:
                matches: int = unit.one(probe, **values)[0]
                if matches <= FEW:
                    return filter_shape, matches
        return None, FEW + 1

    def _probe(self, level: Level, filter_shape: FilterShape) -> Statement | None:
        """Counts matches in an index, up to one more than few; those of a filter in scope where the index knows it."""
        scope = self._scope(level)
        within = None if scope is None else scope == parameter("scope")
        if filter_shape != SCOPE:
            count_query = self.filters[filter_shape[0]].count_query(*filter_shape, within)
        else:
            count_query = None if scope is None or within is None else select(scope).where(within)
        return (
            None
            if count_query is None
            else Statement(select(func.count()).select_from(count_query.limit(FEW + 1).subquery()))
        )

    def _scope(self, level: Level) -> Column | None:
        return {Level.RESELLER: self.reseller, Level.CUSTOMER: self.customer}.get(level)

    def _statements(self, shape: Shape) -> tuple[Statement, Statement]:
        found = self._built.get(shape)
        if found is None:
            found = self._build(shape)
            if len(self._built) < MOST_SHAPES:
                self._built[shape] = found
        return found

    def _build(self, shape: Shape) -> tuple[Statement, Statement]:
        """The rows of a page, and the total."""
        leading = self._leading(shape) if self.is_large else None
        order: list[Column] = []
        for name, kind in shape.filters:
            declared = self.filters[name]
            if isinstance(declared, ByPattern) and kind == "first":
                order.append(case((declared.is_exact(name), 0), else_=1))
        ordered = self.orders[shape.attribute] if shape.attribute else self.key
        for column in dict.fromkeys(ordered if isinstance(ordered, tuple) else (ordered, self.key)):
            each = Unindexed(column) if shape.lead is not None else column
            order.append(each.desc() if shape.descending else each.asc())
        rows = self.rows.where(self._where(shape, leading)).order_by(*order)
        counted = select(func.count()).select_from(*self.rows.get_final_froms())
        if self.rows.whereclause is not None:
            counted = counted.where(self.rows.whereclause)
        return (
            Statement(rows.limit(parameter("most")).offset(parameter("first"))),
            Statement(counted.where(self._where(shape, leading if shape.lead is not None else None))),
        )

    def _where(self, shape: Shape, leading: FilterShape | None) -> Column:
        """Scope and filters; only the index of what is ``leading`` is used, None leaves it to the database."""
        conditions: list[Column] = []
        scope = self._scope(shape.level)
        if scope is not None:
            lead = shape.lead
            is_indexed_with_scope = (
                lead is not None and lead != SCOPE and self.filters[lead[0]].is_indexed_with_scope(lead[1])
            )
            wrap: Wrap = same if is_indexed_with_scope else self._wrap(SCOPE, leading)
            conditions.append(wrap(scope) == parameter("scope"))
        for name, kind in shape.filters:
            declared = self.filters[name]
            ordered = shape.lead is None and isinstance(declared, ByPattern) and declared.column is self._first(shape)
            wrap = (
                same if ordered else self._wrap((name, kind), leading)
            )  # the rows that match lie together in the order
            conditions += declared.conditions(name, kind, wrap)
        return and_(True, *conditions)

    def _first(self, shape: Shape) -> Column:
        """The column by which rows are ordered first."""
        ordered = self.orders[shape.attribute] if shape.attribute else self.key
        return ordered[0] if isinstance(ordered, tuple) else ordered

    def _leading(self, shape: Shape) -> FilterShape:
        """The one condition whose index is used: what is gathered; else the narrowest that stands before the order."""
        if shape.lead is not None:
            return shape.lead
        if shape.level is not Level.CUSTOMER:
            for filter_shape in shape.filters:
                declared = self.filters[filter_shape[0]]
                if isinstance(declared, ByNumber) and declared.is_selective:
                    return filter_shape
        return SCOPE

    @staticmethod
    def _wrap(filter_shape: FilterShape, leading: FilterShape | None) -> Wrap:
        return same if leading in (None, filter_shape) else Unindexed
