# SPDX-License-Identifier: Apache-2.0
"""SQL of phonebooks."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from sqlalchemy import delete, func, or_, select

from ngnprov.db.columns import fold
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates, shadows, shadows_of
from ngnprov.ports.sip.features.phonebook.tables import phonebook

Patterned = Literal["uri", "name"]
"""The columns in which a search looks."""

Shape = tuple[tuple[Patterned, ...], bool]

MOST = 5000
"""Entries of one phonebook."""

_c = phonebook.c


class Entry(NamedTuple):
    """A stored entry; ``group_name`` is "" for none."""

    uri: str
    name: str
    group_name: str


PATTERNED: dict[Patterned, Any] = {"uri": _c.uri_fold, "name": _c.name_fold}
_of = _c.account == parameter("account")
_one = _of & (_c.uri_fold == parameter("key"))
_entries = select(_c.uri, _c.name, _c.group_name)

_GET = Statement(_entries.where(_one))
_INSERT = insertion(phonebook)
_FOLDED = shadows_of(phonebook)
_UPDATES = Updates(phonebook, _one)
_DELETE = Statement(delete(phonebook).where(_one))
_COUNT = Statement(select(func.count()).select_from(phonebook).where(_of))
_GROUPS = Statement(select(_c.group_name).distinct().where(_of, _c.group_name != ""))


def _searches() -> dict[Shape, tuple[Statement, Statement]]:
    """A page and its total for each shape: which patterns are given, and whether a group is."""
    made: dict[Shape, tuple[Statement, Statement]] = {}
    shapes: tuple[tuple[Patterned, ...], ...] = ((), ("uri",), ("name",), ("uri", "name"))
    for patterned in shapes:
        for grouped in (False, True):
            matches = [_of]
            if patterned:
                likes = [PATTERNED[name].like(parameter(f"like_{name}"), escape="\\") for name in patterned]
                matches.append(or_(*likes))
            if grouped:
                matches.append(_c.group_name == parameter("group"))
            ordered = _entries.where(*matches).order_by(_c.name_fold, _c.uri_fold)
            page = ordered.limit(parameter("most")).offset(parameter("first"))
            total = select(func.count()).select_from(phonebook).where(*matches)
            made[patterned, grouped] = Statement(page), Statement(total)
    return made


_SEARCHES = _searches()


def get(unit: Unit, account: int, uri: str) -> Entry | None:
    """The entry with this address, in any letter case."""
    row = unit.first(_GET, account=account, key=fold(uri))
    return None if row is None else Entry._make(row)


def find(
    unit: Unit, account: int, patterns: Mapping[Patterned, str], group: str | None, start: int, count: int
) -> tuple[list[Entry], int]:
    """The entries that match any of ``patterns`` by column, and are in ``group`` if not None: a slice, and how many.

    In a pattern only ``%`` and ``_`` are wild (sip.md 5.9). By name, then address.
    """
    page, total = _SEARCHES[tuple(name for name in PATTERNED if name in patterns), group is not None]
    values = {f"like_{name}": fold(written).replace("\\", "\\\\") for name, written in patterns.items()}
    if group is not None:
        values["group"] = group
    matching: int = unit.one(total, account=account, **values)[0]
    rows = unit.all(page, account=account, **values, first=start, most=count)
    return [Entry._make(row) for row in rows], matching


def count_of(unit: Unit, account: int) -> int:
    """How many entries a phonebook has."""
    count: int = unit.one(_COUNT, account=account)[0]
    return count


def groups_of(unit: Unit, account: int) -> list[str]:
    """The groups of a phonebook that have entries, by name."""
    return sorted(row[0] for row in unit.all(_GROUPS, account=account))


def insert(unit: Unit, account: int, entry: Entry) -> None:
    """Store a new entry. Raises Duplicate when the address is there."""
    values = entry._asdict()
    unit.run(_INSERT, account=account, **values, **shadows(_FOLDED, values))


def update(unit: Unit, account: int, uri: str, changes: Mapping[str, str]) -> None:
    """Store changed columns of an entry."""
    _UPDATES.run(unit, changes, account=account, key=fold(uri))


def delete_entry(unit: Unit, account: int, uri: str) -> None:
    """Remove an entry."""
    unit.run(_DELETE, account=account, key=fold(uri))
