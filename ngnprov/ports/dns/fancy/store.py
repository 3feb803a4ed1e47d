# SPDX-License-Identifier: Apache-2.0
"""SQL of fancy records."""

from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists.filters import ByPattern
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, crossing
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.dns.fancy.tables import MAIL, fancy
from ngnprov.ports.dns.store import listing
from ngnprov.zonefiles import hostnames

_c = fancy.c


class FancyRecord(NamedTuple):
    """A stored fancy record."""

    id: int
    name: str
    zone: str
    type: str
    value: str
    ttl: int
    owner: int
    customer: int
    reseller: int
    change_date: str
    host: str

    @property
    def distinct_value(self) -> str:
        """What distinguishes it from others of the same name and type: an alias has many targets, a redirect one."""
        return hostnames.lower(self.value) if self.type == MAIL else ""


def columns(record: FancyRecord) -> dict[str, str]:
    """What is stored besides its members."""
    return {"distinct_value": record.distinct_value}


_rows = select(*columns_of(FancyRecord, fancy))

LISTING = listing(_rows, fancy, ByPattern(_c.value_fold, literal="alone"))

RECOUNT = Recount("email_credit", _c.customer, _c.reseller, _c.type == MAIL)

FANCY = Records(fancy, FancyRecord, LISTING, names=(_c.id,), quietly=True)

count_owned = counting(_c.owner)
count_crossing = crossing(_c.owner, _c.customer)
"""How many cross the line around an entry: they are its own and another's, or the other way round."""

_EQUAL = Statement(
    _rows.where(
        _c.zone == parameter("zone"),
        _c.name == parameter("name"),
        _c.type == parameter("type"),
        _c.distinct_value == parameter("distinct_value"),
    ).with_for_update()
)
_OF_ZONE = Statement(_rows.where(_c.zone == parameter("zone")).order_by(_c.id))
_IS_AT = Statement(select(_c.id).where(_c.zone == parameter("zone"), _c.host == parameter("name")).limit(1))
_HOSTS = Statement(
    select(_c.host, func.min(_c.ttl))
    .where(_c.zone == parameter("zone"), _c.type == parameter("type"))
    .group_by(_c.host)
    .order_by(_c.host)
)


def equal(unit: Unit, wanted: FancyRecord) -> FancyRecord | None:
    """The stored one that stands where ``wanted`` would, held until the unit ends."""
    row = unit.first(_EQUAL, zone=wanted.zone, name=wanted.name, type=wanted.type, distinct_value=wanted.distinct_value)
    return None if row is None else FancyRecord(*row)


def of_zone(unit: Unit, zone: str) -> list[FancyRecord]:
    """All fancy records of a zone."""
    return [FancyRecord(*row) for row in unit.all(_OF_ZONE, zone=zone)]


def is_at(unit: Unit, zone: str, name: str) -> bool:
    """Is a fancy record published at a name?"""
    return unit.first(_IS_AT, zone=zone, name=name) is not None


def hosts(unit: Unit, zone: str, kind: str) -> dict[str, int]:
    """Where the fancy records of a type are published, and their smallest TTL."""
    return dict(unit.all(_HOSTS, zone=zone, type=kind))
