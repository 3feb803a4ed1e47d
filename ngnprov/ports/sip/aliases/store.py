# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP aliases."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import delete, exists, func, select, true

from ngnprov.actor import Actor, Level
from ngnprov.db.filters import ByNumber, ByPattern
from ngnprov.db.name_patterns import ByName
from ngnprov.db.page import each
from ngnprov.db.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.recount import Recount
from ngnprov.db.scope import scope_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.aliases.tables import aliases

_c = aliases.c


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


_columns = [_c[name] for name in Alias._fields]

LISTING = Listing(
    rows=select(*_columns),
    filters={
        "alias_username": ByPattern(_c.username, literal="alone"),
        "alias_domain": ByName(_c.domain, literal="alone"),
        "target_username": ByPattern(_c.target_username, literal="alone"),
        "target_domain": ByName(_c.target_domain, literal="alone"),
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

ALIASES = Records(aliases, Alias, LISTING, names=(_c.username, _c.domain))
RECOUNT = Recount("sip_alias_credit", _c.customer, _c.reseller)

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
