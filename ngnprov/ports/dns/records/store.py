# SPDX-License-Identifier: Apache-2.0
"""SQL of DNS records."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from ngnprov.db.columns import fold
from ngnprov.db.lists.long_patterns import ByLongPattern
from ngnprov.db.lists.page import each
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, crossing
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.dns.rdata import Data
from ngnprov.ports.dns.records.tables import LENGTH_OF_START, records
from ngnprov.ports.dns.records.wire import DnsRecordAnswer
from ngnprov.ports.dns.store import listing

_c = records.c


DnsRecord = DnsRecordAnswer
"""A stored one is as it is answered, but for the length of its change date."""


class Saying(NamedTuple):
    """A stored record that says a thing, by what others that say it may differ in."""

    id: int
    priority: int
    ttl: int


_rows = select(*columns_of(DnsRecord, records))

LISTING = listing(_rows, records, ByLongPattern(_c.value_fold, beginning=_c.value_start, length=LENGTH_OF_START))

RECORDS = Records(records, DnsRecord, LISTING, names=(_c.id,), quietly=True)

count_owned = counting(_c.owner)
count_crossing = crossing(_c.owner, _c.customer)
"""How many cross the line around an entry: they are its own and another's, or the other way round."""
_at = (_c.zone == parameter("zone")) & (_c.name == parameter("name"))
_ALIKE = Statement(_rows.where(_at, _c.type == parameter("type"), _c.digest == parameter("digest")).with_for_update())
_said = (_c.type == parameter("type")) & (_c.digest == parameter("digest"))
_SAYING = Statement(select(_c.id, _c.priority, _c.ttl).where(_at, _said).order_by(_c.priority, _c.id))
_OF_ZONE = Statement(_rows.where(_c.zone == parameter("zone")).order_by(_c.id))
_IDS = Statement(select(_c.id).where(_c.zone == parameter("zone")))
_is_other = _c.id != parameter("other_than")
_OTHERS = Statement(
    select(_c.id).where(_at, _is_other, (_c.type != "CNAME") | (_c.digest != parameter("digest"))).limit(1)
)
_ADDRESSES = Statement(_rows.where(_at, (_c.type == "A") | (_c.type == "AAAA")).order_by(_c.type, _c.id))
_CNAME = Statement(select(_c.id).where(_at, _is_other, _c.type == "CNAME").limit(1))
_ALIAS = Statement(select(_c.id).where(_c.name == parameter("name"), _c.type == "CNAME").limit(1))
_LED_TO = Statement(
    select(_c.id)
    .where(
        _c.zone == parameter("zone"), _c.target == parameter("name"), _is_other, (_c.type == "MX") | (_c.type == "NS")
    )
    .limit(1)
)
_another_exchanger = select(_c.id).where(_at, _is_other, _c.type == "MX").limit(1)
_ANOTHER_EXCHANGER = Statement(_another_exchanger)
_NO_MAIL = Statement(_another_exchanger.where(_c.target == "."))
_PUBLISHED = Statement(
    select(_c.name, _c.type, _c.ttl, _c.rdata)
    .where(_c.zone == parameter("zone"))
    .order_by(_c.name != _c.zone, _c.name, _c.type, _c.id)
)
_HAS_ADDRESS = Statement(select(_c.id).where(_at, (_c.type == "A") | (_c.type == "AAAA")).limit(1))
_APEX_SERVERS = Statement(
    select(_c.rdata, _c.ttl)
    .where(_c.zone == parameter("zone"), _c.name == parameter("zone"), _c.type == "NS")
    .order_by(_c.rdata)
)
_SERVERS = Statement(select(_c.target).where(_c.zone == parameter("zone"), _c.type == "NS").distinct())
_other = records.alias()
_CLASHING = Statement(
    select(_c.name)
    .where(_c.type == "CNAME", _other.c.zone == _c.zone, _other.c.name == _c.name, _other.c.id != _c.id)
    .distinct()
    .order_by(_c.name)
)

_EVERY = Statement(_rows.add_columns(_c.rdata).order_by(_c.zone, _c.name, _c.id))
_CONTRADICTING = Statement(
    select(_c.name)
    .where(_c.type == "MX", _c.target == ".", _other.c.zone == _c.zone, _other.c.name == _c.name)
    .where(_other.c.type == "MX", _other.c.target != ".")
    .distinct()
    .order_by(_c.name)
)


def alike(unit: Unit, zone: str, name: str, data: Data) -> list[DnsRecord]:
    """The records with this name and data, whatever their priorities, held until the unit ends; several from files (D-G)."""
    return [DnsRecord(*row) for row in unit.all(_ALIKE, zone=zone, name=name, type=data.type, digest=data.digest)]


def saying(unit: Unit, zone: str, name: str, data: Data) -> list[Saying]:
    """The same records without holding them, for callers that hold the zone or only look."""
    return [Saying(*row) for row in unit.all(_SAYING, zone=zone, name=name, type=data.type, digest=data.digest)]


def addresses_of(unit: Unit, zone: str, name: str) -> list[DnsRecord]:
    """The A and AAAA records of a name in a zone."""
    return [DnsRecord(*row) for row in unit.all(_ADDRESSES, zone=zone, name=name)]


def of_zone(unit: Unit, zone: str) -> list[DnsRecord]:
    """All records of a zone."""
    return [DnsRecord(*row) for row in unit.all(_OF_ZONE, zone=zone)]


def ids(unit: Unit, zone: str) -> Iterator[int]:
    """The numbers of all records of a zone."""
    return (id for (id,) in each(unit, _IDS, zone=zone))


def columns(data: Data) -> dict[str, Any]:
    """What is stored of a record besides its members: by what it is searched, published, compared."""
    return {
        "value_start": fold(data.value)[:LENGTH_OF_START],
        "target": data.target,
        "rdata": data.rdata,
        "digest": data.digest,
    }


def has_others(unit: Unit, zone: str, name: str, digest: bytes, other_than: int) -> bool:
    """Has a name other records than ``other_than`` and the CNAME with this digest?"""
    found = unit.first(_OTHERS, zone=zone, name=name, digest=digest, other_than=other_than)
    return found is not None


def has_cname(unit: Unit, zone: str, name: str, other_than: int = 0) -> bool:
    """Is there a CNAME other than ``other_than`` at a name?"""
    return unit.first(_CNAME, zone=zone, name=name, other_than=other_than) is not None


def is_alias(unit: Unit, name: str) -> bool:
    """Is a name a CNAME in any zone?"""
    return unit.first(_ALIAS, name=name) is not None


def contradicts_exchangers(unit: Unit, zone: str, name: str, target: str, other_than: int) -> bool:
    """Would one MX at a name say that there is no mail (``.``), another with this ``target`` that there is?"""
    statement = _ANOTHER_EXCHANGER if target == "." else _NO_MAIL
    return unit.first(statement, zone=zone, name=name, other_than=other_than) is not None


def is_led_to(unit: Unit, zone: str, name: str, other_than: int) -> bool:
    """Does an MX or NS of the zone other than ``other_than`` lead to a name?"""
    return unit.first(_LED_TO, zone=zone, name=name, other_than=other_than) is not None


def published(unit: Unit, zone: str) -> Iterator[Row]:
    """(name, type, TTL, RDATA) of every record, those of the apex first, RRset by RRset."""
    return each(unit, _PUBLISHED, zone=zone)


def has_address(unit: Unit, zone: str, name: str) -> bool:
    """Has a name an A or AAAA in the zone?"""
    return unit.first(_HAS_ADDRESS, zone=zone, name=name) is not None


def apex_servers(unit: Unit, zone: str) -> list[tuple[str, int]]:
    """RDATA and TTL of the NS records at the apex."""
    return unit.all(_APEX_SERVERS, zone=zone)


def servers(unit: Unit, zone: str) -> list[str]:
    """Where the NS records of a zone lead to."""
    return sorted(row[0] for row in unit.all(_SERVERS, zone=zone))


def every(unit: Unit) -> Iterator[tuple[DnsRecord, str]]:
    """Every record with its RDATA, by zone and name."""
    return ((DnsRecord(*row[:-1]), row[-1]) for row in each(unit, _EVERY))


def contradicting(unit: Unit) -> Iterator[str]:
    """Names with the MX ``.`` and another."""
    return (name for (name,) in each(unit, _CONTRADICTING))


def clashing(unit: Unit) -> Iterator[str]:
    """Names with a CNAME and something else; there are none while all is written under the zone's lock."""
    return (name for (name,) in each(unit, _CLASHING))
