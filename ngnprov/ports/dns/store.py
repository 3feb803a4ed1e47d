# SPDX-License-Identifier: Apache-2.0
"""SQL that spans zones and their contents, and what the SQL of records and of fancy records has in common."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Select, Table, func, select, union_all

from ngnprov.calls.actor import Actor
from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists import patterns
from ngnprov.db.lists.filters import ByNumber, ByPattern, Filter, each_by
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.scope import scope_of, scoped
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.dns.fancy.tables import MAIL, fancy
from ngnprov.ports.dns.records.tables import records
from ngnprov.ports.dns.zones.tables import zones
from ngnprov.zonefiles.name_patterns import ByName

_z, _r, _f = zones.c, records.c, fancy.c
_TAKEN = Statement(union_all(*(select(column).where(column == parameter("number")) for column in (_r.id, _f.id))))
_RECORDS_IN = Statement(select(func.count()).where(_r.zone == parameter("zone")))
_FANCY_IN = Statement(select(func.count(), func.count().filter(_f.type == MAIL)).where(_f.zone == parameter("zone")))
_BELOW = [
    Statement(
        select(func.count()).where(
            zone == parameter("zone"), (name == parameter("name")) | name.like(parameter("ending"), escape="\\")
        )
    )
    for zone, name in ((_r.zone, _r.name), (_f.zone, _f.host))
]
_SUMMARIES = scoped(
    select(
        _z.name,
        _z.customer,
        _z.reseller,
        select(func.count()).where(_r.zone == _z.name).scalar_subquery(),
        select(func.count()).where(_f.zone == _z.name).scalar_subquery(),
        _z.serial,
    ).order_by(_z.name),
    reseller=_z.reseller,
    customer=_z.customer,
)


class ZoneSummary(NamedTuple):
    """A zone, whose it is, and how many records and fancy records it has."""

    name: str
    customer: int
    reseller: int
    records: int
    fancy: int
    serial: int


def listing(rows: Select[Any], table: Table, value: Filter) -> Listing:
    """What lists of records, and of fancy records, filter and order by (dns.md 8)."""
    columns = table.c
    return Listing(
        rows=rows,
        filters={
            "id": ByNumber(columns.id),
            **each_by(ByName, columns.zone, columns.name, literal="alone"),
            "value": value,
            "type": ByPattern(columns.type_fold),
            "owner": ByNumber(columns.owner),
            **each_by(ByNumber, columns.customer, columns.reseller, is_selective=True),
        },
        orders=by_wire_name(columns.change_date, columns.type_fold, columns.name),
        key=columns.id,
        customer=columns.customer,
        reseller=columns.reseller,
        is_large=True,
    )


def is_taken(unit: Unit, number: int) -> bool:
    """Has a record or a fancy record this number?"""
    return unit.first(_TAKEN, number=number) is not None


def contents(unit: Unit, zone: str) -> tuple[int, int, int]:
    """How many records, fancy records, and e-mail aliases among these, a zone has."""
    return (*unit.one(_RECORDS_IN, zone=zone), *unit.one(_FANCY_IN, zone=zone))


def count_below(unit: Unit, zone: str, name: str) -> int:
    """How many records and fancy records of a zone are at or below a name."""
    ending = patterns.ending(f".{name}")
    return sum(unit.one(statement, zone=zone, name=name, ending=ending)[0] for statement in _BELOW)


def summaries(unit: Unit, actor: Actor) -> Iterator[ZoneSummary]:
    """Every zone in the actor's scope, by name; some at a time in memory."""
    return (ZoneSummary(*row) for row in each(unit, _SUMMARIES[actor.level], scope=scope_of(actor)))
