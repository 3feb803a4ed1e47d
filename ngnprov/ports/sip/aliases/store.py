# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP aliases."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import and_, delete, exists, select, text, true

from ngnprov.calls.actor import Actor, Level
from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.references import counting, crossing, first_of
from ngnprov.db.scope import scope_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.aliases.tables import aliases
from ngnprov.zonefiles.name_patterns import ByName

Address = tuple[str, str]
"""User name and domain."""

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
        **each_by(ByNumber, _c.customer, _c.reseller, is_selective=True),
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
    is_large=True,
)

ALIASES = Records(aliases, Alias, LISTING, names=(_c.username, _c.domain))
RECOUNT = Recount("sip_alias_credit", _c.customer, _c.reseller)

_to = (_c.target_username == parameter("username"), _c.target_domain == parameter("domain"))
_scopes = {
    Level.ADMIN: true(),
    Level.RESELLER: _c.reseller == parameter("scope"),
    Level.CUSTOMER: _c.customer == parameter("scope"),
}
_DELETE_TO = {
    level: Statement(delete(aliases).where(*_to, condition).returning(*_columns))
    for level, condition in _scopes.items()
}
_LEADING_TO = {
    level: Statement(select(*_columns).where(*_to, condition).order_by(_c.id).with_for_update())
    for level, condition in _scopes.items()
}
_IS_TAKEN = Statement(select(_c.id).where(_c.domain == parameter("domain"), _c.username == parameter("username")))
_TARGET_OF = Statement(
    select(_c.target_username, _c.target_domain).where(
        _c.domain == parameter("domain"), _c.username == parameter("username")
    )
)
_next = aliases.alias("next")
_LEADING_TO_ALIASES = Statement(
    select(_c.username, _c.domain, _c.target_username, _c.target_domain)
    .join_from(aliases, _next, and_(_next.c.domain == _c.target_domain, _next.c.username == _c.target_username))
    .order_by(_c.id)
)
_HOLD_CHAINS = {"postgresql": Statement(text("SELECT pg_advisory_xact_lock(7620112)"))}
_CLASHING = Statement(
    select(_c.username, _c.domain).where(
        exists(select(accounts.c.id).where(accounts.c.domain == _c.domain, accounts.c.username == _c.username))
    )
)


def delete_to(unit: Unit, actor: Actor, username: str, domain: str) -> list[Alias]:
    """Remove the aliases in the actor's scope that lead to an address; what they were."""
    rows = unit.all(_DELETE_TO[actor.level], username=username, domain=domain, scope=scope_of(actor))
    return [Alias(*row) for row in rows]


def leading_to(unit: Unit, actor: Actor, target: Address) -> list[Alias]:
    """The aliases in the actor's scope that lead to an address, held."""
    username, domain = target
    rows = unit.all(_LEADING_TO[actor.level], username=username, domain=domain, scope=scope_of(actor))
    return [Alias(*row) for row in rows]


def is_taken(unit: Unit, username: str, domain: str) -> bool:
    """Is there an alias with this address? Certain while the domain is held."""
    return unit.first(_IS_TAKEN, username=username, domain=domain) is not None


addresses_of = first_of(_c.customer, _c.domain, _c.username)
"""(domain, username) of a customer's aliases."""

count_held = counting(_c.customer)
"""How many belong to a customer."""
count_owned = counting(_c.owner)
"""How many aliases name an entry as their owner."""
count_crossing = crossing(_c.owner, _c.customer)
"""How many cross the line around an entry: they are its own and another's, or the other way round."""


def clashing(unit: Unit) -> Iterator[str]:
    """Addresses that are an account, too; there are none while both are added under the domain's lock."""
    return (f"{username}@{domain}" for username, domain in each(unit, _CLASHING))


def target_of(unit: Unit, username: str, domain: str) -> Address | None:
    """Where the alias of an address leads; None when the address is not an alias."""
    row = unit.first(_TARGET_OF, username=username, domain=domain)
    return None if row is None else (row[0], row[1])


def leading_to_aliases(unit: Unit) -> Iterator[tuple[Address, Address]]:
    """Address and target of every alias whose target is an alias, too."""
    return (((row[0], row[1]), (row[2], row[3])) for row in each(unit, _LEADING_TO_ALIASES))


def lock_chains(unit: Unit) -> None:
    """Wait for everybody who is making a chain longer, and let others wait until the unit ends.

    One lock for all, since a chain runs over any number of domains and is known only when it has been walked. On SQLite there
    is one writer anyway. The lock ends with the transaction, so it works behind PgBouncer, too.
    """
    if unit.dialect_name in _HOLD_CHAINS:
        unit.first(_HOLD_CHAINS[unit.dialect_name])
