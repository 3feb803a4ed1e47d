# SPDX-License-Identifier: Apache-2.0
"""SQL of DNS zones."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.calls.port import ZoneAbove
from ngnprov.db.ledgers import sequences
from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, first_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.dns import names
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
        **each_by(ByNumber, _c.customer, _c.reseller),
    },
    orders=by_wire_name(_c.change_date, _c.name),
    key=_c.name,
    customer=_c.customer,
    reseller=_c.reseller,
)

RECOUNT = Recount("dns_zone_credit", _c.customer, _c.reseller)

ZONES = Records(zones, Zone, LISTING, names=(_c.name,))
"""While one is held nobody else changes, moves or removes anything in it. What is in it follows ``customer`` and
``reseller``, and goes with it."""

_CUSTOMER_OF = Statement(select(_c.customer).where(_c.name == parameter("name")))
_RESELLER_OF = Statement(select(_c.reseller).where(_c.name == parameter("name")))
_BELOW = Statement(
    select(_c.reseller)
    .where(_c.path >= parameter("first"), _c.path < parameter("last"), _c.reseller != parameter("reseller"))
    .limit(1)
)

names_of = first_of(_c.customer, _c.name)
"""The names of a customer's zones."""
count_held = counting(_c.customer)
"""How many belong to a customer."""
count_of = counting(_c.customer, _c.reseller)


def customer_of(unit: Unit, name: str) -> int | None:
    """The customer of the zone of exactly this name, in any scope; None when there is no such zone."""
    row = unit.first(_CUSTOMER_OF, name=name)
    return None if row is None else row[0]


def above(unit: Unit, name: str) -> ZoneAbove | None:
    """The nearest zone at or above a name, in any scope."""
    for candidate in (name, *hostnames.ancestors(name)):
        customer = customer_of(unit, candidate)
        if customer is not None:
            return ZoneAbove(candidate, customer)
    return None


def lock_names(unit: Unit) -> None:
    """Wait until others who did this have ended: two zones that are equal or overlap could each not see the other."""
    sequences.take(unit, "dns_overlap")


def overlaps(unit: Unit, name: str, reseller: int) -> bool:
    """Is there a zone of another reseller above or below ``name``? Certain after :func:`lock_names`."""
    for above in hostnames.ancestors(name):
        row = unit.first(_RESELLER_OF, name=above)
        if row is not None and row[0] != reseller:
            return True
    path = names.path(name)
    return unit.first(_BELOW, first=f"{path}.", last=f"{path}/", reseller=reseller) is not None  # "/" follows "."
