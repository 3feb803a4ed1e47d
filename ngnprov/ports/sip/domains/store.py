# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP domains. Rows travel in the order of :data:`COLUMNS`, the wire order."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select

from ngnprov.actor import Actor
from ngnprov.db.filters import ByNumber, ByPattern
from ngnprov.db.page import Page
from ngnprov.db.query import Listing
from ngnprov.db.scope import scoped, within
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.aliases.tables import aliases
from ngnprov.ports.sip.domains.tables import domains

COLUMNS = tuple(column.name for column in domains.columns)
PLACE = {name: place for place, name in enumerate(COLUMNS)}

_c = domains.c
_rows = select(*domains.columns)

LISTING = Listing(
    rows=_rows,
    filters={
        "domain": ByPattern(_c.domain, literal="alone"),
        "customer": ByNumber(_c.customer),
        "reseller": ByNumber(_c.reseller),
    },
    orders={"domain": _c.domain, "changeDate": _c.change_date, "customer": _c.customer, "reseller": _c.reseller},
    key=_c.domain,
    customer=_c.customer,
    reseller=_c.reseller,
    default=("changeDate", True),
)

_LOCK = scoped(
    _rows.where(_c.domain == parameter("name")).with_for_update(), reseller=_c.reseller, customer=_c.customer
)
_INSERT = insertion(domains)
_UPDATES = Updates(domains, _c.domain == parameter("name"))
_DELETE = Statement(delete(domains).where(_c.domain == parameter("name")))
_COUNT_OF = Statement(select(func.count()).where((_c.customer == parameter("of")) | (_c.reseller == parameter("of"))))


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


def lock(unit: Unit, actor: Actor, domain: str) -> Row | None:
    """The domain in the actor's scope, held until the unit ends: nobody else adds, moves or removes below it."""
    return within(_LOCK, unit, actor, name=domain)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of domains (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> None:
    """Store a new domain. Raises Duplicate."""
    unit.run(_INSERT, **values)


def update(unit: Unit, domain: str, changes: Mapping[str, Any]) -> None:
    """Store changed columns; the accounts and aliases below follow ``customer`` and ``reseller``."""
    _UPDATES.run(unit, changes, name=domain)


def delete_domain(unit: Unit, domain: str) -> None:
    """Remove a domain. Raises Referenced while accounts or aliases are below it."""
    unit.run(_DELETE, name=domain)


def count_of(unit: Unit, customer: int) -> int:
    """How many domains name an entry as their customer or reseller."""
    count: int = unit.one(_COUNT_OF, of=customer)[0]
    return count
