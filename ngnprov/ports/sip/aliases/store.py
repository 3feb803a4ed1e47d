# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP aliases."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, select, true

from ngnprov.actor import Actor, Level
from ngnprov.db.filters import ByNumber, ByPattern
from ngnprov.db.page import Page, each
from ngnprov.db.query import Listing
from ngnprov.db.recount import Recount
from ngnprov.db.scope import scope_of, scoped, within
from ngnprov.db.statement import Statement, numbered_insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.aliases.tables import aliases

_c = aliases.c
_columns = (
    *(_c.id, _c.username, _c.domain, _c.target_username, _c.target_domain),
    *(_c.owner, _c.customer, _c.reseller, _c.change_date),
)
_rows = select(*_columns)


class Alias(NamedTuple):
    """A stored alias, in the order in which it is selected."""

    id: int
    username: str
    domain: str
    target_username: str
    target_domain: str
    owner: int
    customer: int
    reseller: int
    change_date: str

    @property
    def address(self) -> str:
        """``username@domain``."""
        return f"{self.username}@{self.domain}"


LISTING = Listing(
    rows=_rows,
    filters={
        "alias_username": ByPattern(_c.username, literal="alone"),
        "alias_domain": ByPattern(_c.domain, literal="alone"),
        "target_username": ByPattern(_c.target_username, literal="alone"),
        "target_domain": ByPattern(_c.target_domain, literal="alone"),
        "owner": ByNumber(_c.owner),
        "customer": ByNumber(_c.customer, leads=True),
        "reseller": ByNumber(_c.reseller, leads=True),
    },
    orders={
        "changeDate": _c.change_date,
        "aliasUsername": (_c.username, _c.domain),
        "aliasDomain": (_c.domain, _c.username),
        "targetUsername": (_c.target_username, _c.target_domain, _c.id),
        "targetDomain": (_c.target_domain, _c.target_username, _c.id),
    },
    key=_c.id,
    customer=_c.customer,
    reseller=_c.reseller,
    default=("changeDate", True),
    is_large=True,
)

RECOUNT = Recount("sip_alias_credit", _c.customer, _c.reseller)

_one = _rows.where(_c.username == parameter("name"), _c.domain == parameter("place"))
_GET = scoped(_one, reseller=_c.reseller, customer=_c.customer)
_LOCK = scoped(_one.with_for_update(), reseller=_c.reseller, customer=_c.customer)
_INSERT = numbered_insertion(aliases)
_UPDATES = Updates(aliases, _c.id == parameter("alias"))
_DELETE = Statement(delete(aliases).where(_c.id == parameter("alias")))
_DELETE_TO = {
    level: Statement(
        delete(aliases)
        .where(_c.target_username == parameter("name"), _c.target_domain == parameter("place"), condition)
        .returning(*_columns)
    )
    for level, condition in {
        Level.ADMIN: true(),
        Level.RESELLER: _c.reseller == parameter("scope"),
        Level.CUSTOMER: _c.customer == parameter("scope"),
    }.items()
}
_IS_TAKEN = Statement(select(_c.id).where(_c.domain == parameter("place"), _c.username == parameter("name")))
_CLASHING = Statement(
    select(_c.username, _c.domain).where(
        exists(select(accounts.c.id).where(accounts.c.domain == _c.domain, accounts.c.username == _c.username))
    )
)
_COUNT_OWNED = Statement(select(func.count()).where(_c.owner == parameter("of")))


def get(unit: Unit, actor: Actor, username: str, domain: str) -> Alias | None:
    """The alias in the actor's scope."""
    return _alias(within(_GET, unit, actor, name=username, place=domain))


def lock(unit: Unit, actor: Actor, username: str, domain: str) -> Alias | None:
    """The alias in the actor's scope, held against other changes until the unit ends."""
    return _alias(within(_LOCK, unit, actor, name=username, place=domain))


def _alias(row: Row | None) -> Alias | None:
    return None if row is None else Alias(*row)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of aliases (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> int:
    """Store a new alias; its number. Raises Duplicate."""
    id: int = unit.one(_INSERT, **values)[0]
    return id


def update(unit: Unit, alias: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns."""
    _UPDATES.run(unit, changes, alias=alias)


def delete_alias(unit: Unit, alias: int) -> None:
    """Remove an alias."""
    unit.run(_DELETE, alias=alias)


def delete_to(unit: Unit, actor: Actor, username: str, domain: str) -> list[Alias]:
    """Remove the aliases in the actor's scope that lead to an address; what they were."""
    rows = unit.all(_DELETE_TO[actor.level], name=username, place=domain, scope=scope_of(actor))
    return [Alias(*row) for row in rows]


def is_taken(unit: Unit, username: str, domain: str) -> bool:
    """Is there an alias with this address? Certain while the domain is held."""
    return unit.first(_IS_TAKEN, name=username, place=domain) is not None


def count_owned(unit: Unit, customer: int) -> int:
    """How many aliases name an entry as their owner."""
    count: int = unit.one(_COUNT_OWNED, of=customer)[0]
    return count


def clashing(unit: Unit) -> Iterator[str]:
    """Addresses that are an account, too; there are none while both are added under the domain's lock."""
    return (f"{username}@{domain}" for username, domain in each(unit, _CLASHING))
