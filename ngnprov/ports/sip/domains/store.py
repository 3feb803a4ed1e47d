# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP domains."""

from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.references import counting, first_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.aliases.tables import aliases
from ngnprov.ports.sip.domains.tables import domains
from ngnprov.zonefiles.name_patterns import ByName

_c = domains.c


class Domain(NamedTuple):
    """A stored domain, in wire order. The key is sealed."""

    domain: str
    customer: int
    reseller: int
    certificate: str
    private_key: bytes
    match_ip_address: str
    match_sip_domain: str
    verify_cert: bool
    require_cert: bool
    change_date: str


LISTING = Listing(
    rows=select(*[_c[name] for name in Domain._fields]),
    filters={
        "domain": ByName(_c.domain, literal="alone"),
        **each_by(ByNumber, _c.customer, _c.reseller),
    },
    orders=by_wire_name(_c.domain, _c.change_date, _c.customer, _c.reseller),
    key=_c.domain,
    customer=_c.customer,
    reseller=_c.reseller,
)

DOMAINS = Records(domains, Domain, LISTING, names=(_c.domain,))
"""While one is held nobody adds, moves or removes below it, and what is below follows ``customer`` and ``reseller``. One that
accounts or aliases are below is not removed."""

_BELOW = {
    kind: Statement(
        select(func.count()).select_from(
            select(table.c.id).where(table.c.domain == parameter("name")).with_for_update().subquery()
        )
    )
    for kind, table in (("sip_credit", accounts), ("sip_alias_credit", aliases))
}


def credits_below(unit: Unit, domain: str) -> dict[str, int]:
    """What the accounts and aliases of a domain consume, by kind of credit.

    They are held until the unit ends: an alias goes with the account that it leads to, whose domain may be another.
    """
    return {kind: unit.one(count, name=domain)[0] for kind, count in _BELOW.items()}


names_of = first_of(_c.customer, _c.domain)
"""The names of a customer's domains."""

count_held = counting(_c.customer)
"""How many belong to a customer."""
count_of = counting(_c.customer, _c.reseller)
"""How many domains name an entry as their customer or reseller."""
