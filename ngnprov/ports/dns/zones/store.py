# SPDX-License-Identifier: Apache-2.0
"""SQL of DNS zones."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.calls.actor import Actor
from ngnprov.calls.port import ZoneAbove
from ngnprov.db.ledgers import sequences
from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.scope import scope_of, scoped
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.dns import names
from ngnprov.ports.dns.fancy.tables import MAIL, fancy
from ngnprov.ports.dns.records.tables import records
from ngnprov.ports.dns.zones.tables import zones
from ngnprov.zonefiles import hostnames
from ngnprov.zonefiles.name_patterns import ByName

_c = zones.c


class Zone(NamedTuple):
    """A stored zone in wire order; ``nameservers`` is text with blanks between the names."""

    name: str
    email: str
    nameservers: str
    ttl: int
    minimum: int
    retry: int
    expire: int
    refresh: int
    serial: int
    info: str
    customer: int
    reseller: int
    change_date: str

    @property
    def servers(self) -> list[str]:
        """The name servers, the first one the primary."""
        return self.nameservers.split()


LISTING = Listing(
    rows=select(*columns_of(Zone, zones)),
    filters={
        "name": ByName(_c.name, literal="alone"),
        "info": ByPattern(_c.info_fold),
        "customer": ByNumber(_c.customer),
        "reseller": ByNumber(_c.reseller),
    },
    orders={"changeDate": _c.change_date, "name": _c.name},
    key=_c.name,
    customer=_c.customer,
    reseller=_c.reseller,
    default=("changeDate", True),
)

RECOUNT = Recount("dns_zone_credit", _c.customer, _c.reseller)

ZONES = Records(zones, Zone, LISTING, names=(_c.name,))
"""While one is held nobody else changes, moves or removes anything in it. What is in it follows ``customer`` and
``reseller``, and goes with it."""

_CUSTOMER_OF = Statement(select(_c.customer).where(_c.name == parameter("called")))
_RESELLER_OF = Statement(select(_c.reseller).where(_c.name == parameter("called")))
_BELOW = Statement(
    select(_c.reseller)
    .where(_c.path >= parameter("first"), _c.path < parameter("last"), _c.reseller != parameter("mine"))
    .limit(1)
)
_COUNT_OF = Statement(select(func.count()).where((_c.customer == parameter("of")) | (_c.reseller == parameter("of"))))
_RECORDS_IN = Statement(select(func.count()).where(records.c.zone == parameter("called")))
_FANCY_IN = Statement(
    select(func.count(), func.count().filter(fancy.c.type == MAIL)).where(fancy.c.zone == parameter("called"))
)
_OVERVIEW = scoped(
    select(
        _c.name,
        _c.customer,
        _c.reseller,
        select(func.count()).where(records.c.zone == _c.name).scalar_subquery(),
        select(func.count()).where(fancy.c.zone == _c.name).scalar_subquery(),
        _c.serial,
    ).order_by(_c.name),
    reseller=_c.reseller,
    customer=_c.customer,
)


class ZoneSummary(NamedTuple):
    """A zone, whose it is, and how many records and fancy records it has."""

    name: str
    customer: int
    reseller: int
    records: int
    fancy: int
    serial: int


def overview(unit: Unit, actor: Actor) -> Iterator[ZoneSummary]:
    """Every zone in the actor's scope, by name; some at a time in memory."""
    return (ZoneSummary(*row) for row in each(unit, _OVERVIEW[actor.level], scope=scope_of(actor)))


def customer_of(unit: Unit, name: str) -> int | None:
    """Whose zone of exactly this name is, whoever asks; None when there is none."""
    row = unit.first(_CUSTOMER_OF, called=name)
    return None if row is None else row[0]


def above(unit: Unit, name: str) -> ZoneAbove | None:
    """The nearest zone at or above a name, whosever it is."""
    for candidate in (name, *hostnames.ancestors(name)):
        customer = customer_of(unit, candidate)
        if customer is not None:
            return ZoneAbove(candidate, customer)
    return None


def hold_names(unit: Unit) -> None:
    """Wait until others who did this have ended: two zones that are equal or overlap could each not see the other."""
    sequences.take(unit, "dns_overlap")


def overlaps(unit: Unit, name: str, reseller: int) -> bool:
    """Is there a zone of another reseller above or below ``name``? Certain after :func:`hold_names`."""
    for above in hostnames.ancestors(name):
        row = unit.first(_RESELLER_OF, called=above)
        if row is not None and row[0] != reseller:
            return True
    path = names.path(name)
    return unit.first(_BELOW, first=f"{path}.", last=f"{path}/", mine=reseller) is not None  # "/" follows "."


def contents(unit: Unit, name: str) -> tuple[int, int, int]:
    """How many records, fancy records, and e-mail aliases among these, a zone has."""
    return (*unit.one(_RECORDS_IN, called=name), *unit.one(_FANCY_IN, called=name))


def count_of(unit: Unit, customer: int) -> int:
    """How many zones name an entry as their customer or reseller."""
    count: int = unit.one(_COUNT_OF, of=customer)[0]
    return count
