# SPDX-License-Identifier: Apache-2.0
"""What list queries can filter by: from what a caller gives to conditions of SQL (wire.md L2 to L7, sip.md 3).

A filter turns a given value into *kinds* of conditions and the values of their parameters. Statements
are built once per combination of kinds. What is not declared cannot be filtered by: no name from the wire reaches SQL.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from sqlalchemy import ColumnClause, ColumnElement, Select, exists, select

from ngnprov.db.lists import patterns
from ngnprov.db.lists.patterns import Pattern
from ngnprov.db.statement import parameter
from ngnprov.errors import InvalidValue

Column = ColumnElement[Any]
Kinds = tuple[str, ...]
Values = dict[str, Any]

MOST_MEMBERSHIPS = 8


Wrap = Callable[[Column], Column]


class Filter(Protocol):
    """One member of a filter. ``name`` is its name, and what its parameters begin with."""

    def read(self, name: str, given: Any, *, literally: bool) -> tuple[Kinds, Values]:
        """Kinds and values for what was given; no kinds when it does not restrict."""

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:
        """The conditions of a kind, joined by AND, on columns that went through ``wrap``."""

    def count_query(self, name: str, kind: str, scope: Column | None) -> Select[Any] | None:
        """Rows of an index that are as many as the matches of a kind; None when no index knows.

        The condition ``scope`` is among theirs when there is an index of its column and the filter's.
        """

    def is_indexed_with_scope(self, kind: str) -> bool:
        """Is there an index of the column of scope and the filter's?"""


def each_by(kind: Callable[..., Filter], *columns: ColumnClause[Any], **options: Any) -> dict[str, Filter]:
    """A filter of a kind for each of several columns, called like it; ``options`` go to all of them."""
    return {column.name.removesuffix("_fold"): kind(column, **options) for column in columns}


@dataclass(frozen=True, slots=True)
class ByPattern:
    """Filter by pattern on a folded column.

    ``literal`` says what a match is worth that equals a pattern without ``%`` to the letter (``_`` is legal in names):
    it comes ``first`` (customer.md 4.1), or it stands ``alone`` when there is one (sip.md 3). ``scoped`` says that there
    are indexes of the columns of scope and it.
    """

    column: Column
    literal: Literal["first", "alone"] | None = None
    scoped: bool = False

    def read(self, name: str, given: str | None, *, literally: bool) -> tuple[Kinds, Values]:
        """``literally``, the ``_`` of a pattern that may stand alone is a letter like any other."""
        if not given:
            return (), {}
        pattern = self.pattern(given)
        if literally and self.literal == "alone" and pattern.exact is not None:
            return ("equal",), {f"f_{name}": pattern.exact}
        if self.literal == "first" and pattern.exact is not None:
            return ("first",), {f"f_{name}": pattern.text, f"f_{name}_exact": pattern.exact}
        values = {f"f_{name}": pattern.text}
        if pattern.kind == "prefix":
            values[f"f_{name}_end"] = pattern.text + patterns.LAST
        return (pattern.kind,), values

    def pattern(self, written: str) -> Pattern:
        """The pattern as text is stored in the column."""
        return patterns.read(written)

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:
        """Equality and prefixes use an index, LIKE does not."""
        return matches(wrap(self.column), kind, f"f_{name}")

    def count_query(self, name: str, kind: str, scope: Column | None) -> Select[Any] | None:
        """Not for LIKE."""
        if kind not in ("equal", "prefix"):
            return None
        return _bounded(select(self.column).where(*self.conditions(name, kind, same)), scope if self.scoped else None)

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """As declared."""
        return self.scoped

    def is_exact(self, name: str) -> Column:
        """Is a match of the kind ``first`` the one to the letter?"""
        return self.column == parameter(f"f_{name}_exact")


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Filter by an exact number; 0 does not restrict. ``is_selective`` says that there is an index of it with every order."""

    column: Column
    is_selective: bool = False

    def read(self, name: str, given: int | None, *, literally: bool) -> tuple[Kinds, Values]:  # noqa: ARG002
        """Equality, unless it is 0."""
        return (("number",), {f"f_{name}": given}) if given else ((), {})

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:  # noqa: ARG002
        """Equality."""
        return [wrap(self.column) == parameter(f"f_{name}")]

    def count_query(self, name: str, kind: str, scope: Column | None) -> Select[Any] | None:
        """Not asked when it leads alone: walking is short then."""
        if self.is_selective and scope is None:
            return None
        rows = select(self.column).where(*self.conditions(name, kind, same))
        return _bounded(rows, scope if self.is_selective else None)

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """It does when it leads."""
        return self.is_selective


@dataclass(frozen=True, slots=True)
class ByValue:
    """Filter by an exact value whenever one is given, 0 and false included."""

    column: Column

    def read(self, name: str, given: Any, *, literally: bool) -> tuple[Kinds, Values]:  # noqa: ARG002
        """Equality, when one is given."""
        return (("value",), {f"f_{name}": given}) if given is not None else ((), {})

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:  # noqa: ARG002
        """Equality."""
        return [wrap(self.column) == parameter(f"f_{name}")]

    def count_query(self, name: str, kind: str, scope: Column | None) -> None:
        """Never selective enough to lead."""

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """Never."""
        return False


@dataclass(frozen=True, slots=True)
class ByBound:
    """Filter by a bound of a column with an index: from a value on, or with ``is_upper`` below it."""

    column: Column
    is_upper: bool = False

    def read(self, name: str, given: Any, *, literally: bool) -> tuple[Kinds, Values]:  # noqa: ARG002
        """The bound, when one is given."""
        return (("bound",), {f"f_{name}": given}) if given else ((), {})

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:  # noqa: ARG002
        """The comparison."""
        column, bound = wrap(self.column), parameter(f"f_{name}")
        return [column < bound if self.is_upper else column >= bound]

    def count_query(self, name: str, kind: str, scope: Column | None) -> Select[Any]:  # noqa: ARG002
        """What lies on the right side of it, in any scope."""
        return select(self.column).where(*self.conditions(name, kind, same))

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """Never."""
        return False


@dataclass(frozen=True, slots=True)
class ByFlag:
    """Any non-empty value applies the condition."""

    condition: Column

    def read(self, name: str, given: Any, *, literally: bool) -> tuple[Kinds, Values]:  # noqa: ARG002
        """The condition, when it is not empty."""
        return (("flag",), {}) if given else ((), {})

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:  # noqa: ARG002
        """The condition."""
        return [self.condition]

    def count_query(self, name: str, kind: str, scope: Column | None) -> None:
        """Never counted."""

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """Never."""
        return False


@dataclass(frozen=True, slots=True)
class ByMembership:
    """Filter by a list of names, each of which must be among the row's; empty ones do not restrict.

    ``column`` equals ``member`` in a row of another table whose ``named`` is the name. ``flags`` are boolean columns that
    stand for a name, with indexes behind the columns of scope.
    """

    column: Column
    member: Column
    named: Column
    flags: Mapping[str, Column] = field(default_factory=dict)

    def read(self, name: str, given: Sequence[str] | None, *, literally: bool) -> tuple[Kinds, Values]:  # noqa: ARG002
        """A kind for each name: its position, or itself when it is a flag. Raises InvalidValue for too many names."""
        wanted = dict.fromkeys(each for each in given or () if each)
        if len(wanted) > MOST_MEMBERSHIPS:
            raise InvalidValue(f"must have at most {MOST_MEMBERSHIPS} names", field=f"query.filter.{name}")
        kinds = tuple(each if each in self.flags else f"_{position}" for position, each in enumerate(wanted))
        values = zip(kinds, wanted, strict=True)
        return kinds, {f"f_{name}{kind}": each for kind, each in values if kind not in self.flags}

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:
        """The members first, or a look-up for each row when no index shall lead."""
        if kind in self.flags:
            return [wrap(self.flags[kind]).is_(True)]
        members = self._members(name, kind)
        if wrap is same:
            return [self.column.in_(members)]
        return [exists(members.where(self.member == self.column))]

    def count_query(self, name: str, kind: str, scope: Column | None) -> Select[Any] | None:
        """The members of a name, or the rows with a flag."""
        if kind in self.flags:
            return _bounded(select(self.flags[kind]).where(*self.conditions(name, kind, same)), scope)
        return self._members(name, kind)

    def is_indexed_with_scope(self, kind: str) -> bool:
        """A flag does."""
        return kind in self.flags

    def _members(self, name: str, kind: str) -> Select[Any]:
        return select(self.member).where(self.named == parameter(f"f_{name}{kind}"))


def matches(column: Column, kind: str, name: str) -> list[Column]:
    """The conditions of a pattern of this kind (``patterns.Kind``, or "first") in the parameters ``name`` and ``name_end``."""
    if kind == "equal":
        return [column == parameter(name)]
    if kind == "prefix":
        return [column >= parameter(name), column < parameter(f"{name}_end")]
    return [column.like(parameter(name), escape="\\")]


def same(column: Column) -> Column:
    """A column as it is, with its index."""
    return column


def _bounded(rows: Select[Any], scope: Column | None) -> Select[Any]:
    return rows if scope is None else rows.where(scope)
