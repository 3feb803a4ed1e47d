# SPDX-License-Identifier: Apache-2.0
"""SQL of fancy records."""

from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists import patterns
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.dns.fancy.tables import MAIL, fancy
from ngnprov.zonefiles import hostnames
from ngnprov.zonefiles.name_patterns import ByName

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
        """What tells it from others of the same name and type: an alias has many targets, a redirect one."""
        return hostnames.lower(self.value) if self.type == MAIL else ""


def columns(record: FancyRecord) -> dict[str, str]:
    """What is stored besides its members."""
    return {"distinct_value": record.distinct_value}


_rows = select(*columns_of(FancyRecord, fancy))

LISTING = Listing(
    rows=_rows,
    filters={
        "id": ByNumber(_c.id),
        "zone": ByName(_c.zone, literal="alone"),
        "name": ByName(_c.name, literal="alone"),
        "value": ByPattern(_c.value_fold, literal="alone"),
        "type": ByPattern(_c.type_fold),
        "owner": ByNumber(_c.owner),
        "customer": ByNumber(_c.customer, leads=True),
        "reseller": ByNumber(_c.reseller, leads=True),
    },
    orders={"changeDate": _c.change_date, "type": _c.type_fold, "name": _c.name},
    key=_c.id,
    customer=_c.customer,
    reseller=_c.reseller,
    default=("changeDate", True),
    is_large=True,
)

RECOUNT = Recount("email_credit", _c.customer, _c.reseller, _c.type == MAIL)

FANCY = Records(fancy, FancyRecord, LISTING, names=(_c.id,), quietly=True)

_EQUAL = Statement(
    _rows.where(
        _c.zone == parameter("place"),
        _c.name == parameter("called"),
        _c.type == parameter("kind"),
        _c.distinct_value == parameter("what"),
    ).with_for_update()
)
_IS_NUMBER = Statement(select(_c.id).where(_c.id == parameter("number")))
_IS_AT = Statement(select(_c.id).where(_c.zone == parameter("place"), _c.host == parameter("called")).limit(1))
_COUNT_BELOW = Statement(
    select(func.count()).where(
        _c.zone == parameter("place"),
        (_c.host == parameter("called")) | _c.host.like(parameter("ending"), escape="\\"),
    )
)
_COUNT_OWNED = Statement(select(func.count()).where(_c.owner == parameter("of")))
_HOSTS = Statement(
    select(_c.host, func.min(_c.ttl))
    .where(_c.zone == parameter("place"), _c.type == parameter("kind"))
    .group_by(_c.host)
    .order_by(_c.host)
)


def equal(unit: Unit, wanted: FancyRecord) -> FancyRecord | None:
    """The stored one that stands where ``wanted`` would, held until the unit ends."""
    row = unit.first(_EQUAL, place=wanted.zone, called=wanted.name, kind=wanted.type, what=wanted.distinct_value)
    return None if row is None else FancyRecord(*row)


def is_number(unit: Unit, number: int) -> bool:
    """Has a fancy record this number?"""
    return unit.first(_IS_NUMBER, number=number) is not None


def is_at(unit: Unit, zone: str, name: str) -> bool:
    """Is a fancy record published at a name?"""
    return unit.first(_IS_AT, place=zone, called=name) is not None


def hosts(unit: Unit, zone: str, kind: str) -> dict[str, int]:
    """Where the fancy records of a type are published, and their smallest TTL."""
    return dict(unit.all(_HOSTS, place=zone, kind=kind))


def count_below(unit: Unit, zone: str, name: str) -> int:
    """How many are at or below a name in the zone."""
    count: int = unit.one(_COUNT_BELOW, place=zone, called=name, ending=patterns.ending(f".{name}"))[0]
    return count


def count_owned(unit: Unit, customer: int) -> int:
    """How many fancy records name an entry as their owner."""
    count: int = unit.one(_COUNT_OWNED, of=customer)[0]
    return count
