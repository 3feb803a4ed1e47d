# SPDX-License-Identifier: Apache-2.0
"""SQL of mappings."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, union_all

from ngnprov.db.columns import fold
from ngnprov.db.grouping import grouped
from ngnprov.db.lists import patterns
from ngnprov.db.lists.filters import Values, Wrap, matches, same
from ngnprov.db.lists.page import each
from ngnprov.db.lists.patterns import Pattern
from ngnprov.db.lists.unindexed import Unindexed
from ngnprov.db.records import columns_of
from ngnprov.db.statement import Statement, among, insertion, numbered_insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.enum import naptr
from ngnprov.ports.enum.mappings.tables import mappings
from ngnprov.ports.enum.mappings.wire import EnumMappingAnswer
from ngnprov.ports.enum.numbers.tables import numbers

_c = mappings.c
_OF_MANY = among(select(_c.number, *columns_of(EnumMappingAnswer, mappings)).order_by(_c.number, _c.id), _c.number)
_n = numbers.c
_EVERY = Statement(
    select(_n.number, _n.tld, _c.type, _c.mapto)
    .select_from(mappings.join(numbers, _n.id == _c.number))
    .order_by(_c.number, _c.id)
)
_INSERT_NUMBERED = numbered_insertion(mappings)
_INSERT = insertion(mappings)
_DELETE = Statement(delete(mappings).where(_c.id == parameter("id")))


Mapping = EnumMappingAnswer
"""A stored one is as it is answered; ``id`` 0 for one that is not stored yet."""


def of_number(unit: Unit, number: int) -> list[Mapping]:
    """The mappings of a number, by id."""
    return of_numbers(unit, [number]).get(number, [])


def of_numbers(unit: Unit, numbers: list[int]) -> dict[int, list[Mapping]]:
    """The mappings of several numbers; those without any are left out."""
    return grouped(unit.all_among(_OF_MANY, numbers), Mapping)


def every(unit: Unit) -> Iterator[Row]:
    """(number, tld, type, mapto) of every mapping, number by number."""
    return each(unit, _EVERY)


def replace(unit: Unit, number: int, present: Sequence[Mapping], wanted: Sequence[Mapping]) -> list[Mapping]:
    """Let a number have the mappings ``wanted`` instead of ``present``; what is stored then, by id."""
    kept = set(present) & set(wanted)
    for mapping in present:
        if mapping not in kept:
            unit.run(_DELETE, id=mapping.id)
    stored = [mapping if mapping in kept else _insert(unit, number, mapping) for mapping in wanted]
    return sorted(stored)


def _insert(unit: Unit, number: int, mapping: Mapping) -> Mapping:
    values = {
        "number": number,
        "type": mapping.type,
        "mapto": mapping.mapto,
        "mapto_fold": fold(mapping.mapto),
        "address": fold(mapping.mapto[len(naptr.scheme(mapping.type, mapping.mapto)) :]),
        "ttl": mapping.ttl,
        "priority": mapping.priority,
    }
    if mapping.id:
        unit.run(_INSERT, id=mapping.id, **values)
        return mapping
    return mapping._replace(id=unit.insert(_INSERT_NUMBERED, **values))


@dataclass(frozen=True, slots=True)
class ByMapping:
    """Filter numbers by ``{"type": pattern, "mapto": pattern}``, which must hold for one mapping (enum.md 7).

    ``mapto`` is the whole URI or the URI without its scheme. ``column`` is the number that a mapping refers to.
    """

    column: ColumnElement[int]

    def read(self, name: str, given: MappingOf[str, str] | None, *, literally: bool) -> tuple[tuple[str, ...], Values]:  # noqa: ARG002
        """One kind, made of those of both patterns."""
        kinds: list[str] = []
        values: Values = {}
        for member in ("type", "mapto"):
            written = (given or {}).get(member)
            if not written:
                kinds.append("")
                continue
            pattern: Pattern = patterns.read(written)
            kinds.append(pattern.kind)
            values[f"f_{name}_{member}"] = pattern.text
            if pattern.kind == "prefix":
                values[f"f_{name}_{member}_end"] = pattern.text + patterns.LAST
        return (("/".join(kinds),), values) if values else ((), {})

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[ColumnElement[Any]]:
        """The numbers of matching mappings first, or a look-up for each number when no index shall lead."""
        if wrap is same:
            return [self.column.in_(self._numbers(name, kind))]
        type_kind, uri_kind = kind.split("/")
        found = select(_c.id).where(_c.number == self.column, *_of_type(_c.type, type_kind, name))
        if uri_kind:
            found = found.where(
                or_(*(and_(*matches(column, uri_kind, f"f_{name}_mapto")) for column in (_c.mapto_fold, _c.address)))
            )
        return [exists(found)]

    def count_query(self, name: str, kind: str, scope: ColumnElement[Any] | None) -> Select[Any] | None:  # noqa: ARG002
        """Mappings that match, when an index knows them."""
        type_kind, uri_kind = kind.split("/")
        leading = uri_kind or type_kind
        return None if leading == "like" else self._numbers(name, kind)

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def _numbers(self, name: str, kind: str) -> Select[Any]:
        """One part for each index, as a disjunction would use none."""
        type_kind, uri_kind = kind.split("/")
        if not uri_kind:
            return select(_c.number).where(*_of_type(_c.type, type_kind, name))
        of_type = _of_type(Unindexed(_c.type), type_kind, name)
        parts = [
            select(_c.number).where(*matches(column, uri_kind, f"f_{name}_mapto"), *of_type)
            for column in (_c.mapto_fold, _c.address)
        ]
        return select(union_all(*parts).subquery().c.number)


def _of_type(column: ColumnElement[Any], kind: str, name: str) -> list[ColumnElement[Any]]:
    return matches(column, kind, f"f_{name}_type") if kind else []
