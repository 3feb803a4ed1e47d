# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP accounts."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.actor import Actor
from ngnprov.db.filters import ByMembership, ByNumber, ByPattern
from ngnprov.db.name_patterns import ByName
from ngnprov.db.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.recount import Recount
from ngnprov.db.scope import scope_of, scoped
from ngnprov.db.statement import Statement, in_pairs, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.groups.tables import groups

PREPAID = "prepaid"
"""The group that mirrors the account's flag (sip.md 5.6)."""


class Account(NamedTuple):
    """A stored account, in the order in which it is selected. ``id`` is its number, which no client sees.

    Passwords and some properties are sealed (``passwords``, ``members``).
    """

    id: int
    username: str
    domain: str
    first_name: str
    last_name: str
    password: bytes
    ha1: str
    ha1b: str
    ha1_sha256: str
    email: str
    timezone: str
    owner: int
    customer: int
    reseller: int
    quota: int
    prepaid: bool
    rpid: str
    region: str
    quickdial_prefix: str
    timeout: int
    call_limit: int
    acl: str
    properties: str
    create_date: str
    change_date: str

    @property
    def address(self) -> str:
        """``username@domain``."""
        return f"{self.username}@{self.domain}"

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"SIP account {self.address}"


_c, _g = accounts.c, groups.c
_rows = select(*[_c[name] for name in Account._fields])

LISTING = Listing(
    rows=_rows,
    filters={
        "username": ByPattern(_c.username, literal="alone", scoped=True),
        "domain": ByName(_c.domain, literal="alone", scoped=True),
        "first_name": ByPattern(_c.first_name_fold),
        "last_name": ByPattern(_c.last_name_fold),
        "email": ByPattern(_c.email_fold, literal="alone"),
        "owner": ByNumber(_c.owner),
        "customer": ByNumber(_c.customer, leads=True),
        "reseller": ByNumber(_c.reseller, leads=True),
        "groups": ByMembership(_c.id, _g.account, _g.name, {PREPAID: _c.prepaid}),
    },
    orders={
        "changeDate": _c.change_date,
        "username": (_c.username, _c.domain),
        "domain": (_c.domain, _c.username),
    },
    key=_c.id,
    customer=_c.customer,
    reseller=_c.reseller,
    default=("changeDate", True),
    is_large=True,
)
"""What lists filter and order by (sip.md 3)."""

ACCOUNTS = Records(accounts, Account, LISTING, names=(_c.username, _c.domain))
"""One that is removed takes along all that is kept by its number."""
RECOUNT = Recount("sip_credit", _c.customer, _c.reseller)

_GET_MANY = {
    dialect: scoped(_rows.where(listed), reseller=_c.reseller, customer=_c.customer)
    for dialect, listed in in_pairs(_c.username, _c.domain).items()
}
_IS_TAKEN = Statement(select(_c.id).where(_c.domain == parameter("place"), _c.username == parameter("name")))
_HIGHEST = Statement(select(func.max(_c.number)).where(_c.domain == parameter("place")))
_COUNT_OWNED = Statement(select(func.count()).where(_c.owner == parameter("of")))


def get_many(unit: Unit, actor: Actor, addresses: Sequence[tuple[str, str]]) -> list[Account]:
    """Those of the accounts that are in the actor's scope, in no order."""
    statement = _GET_MANY[unit.dialect_name][actor.level]
    return [ACCOUNTS.read(row) for row in unit.all(statement, pairs=json.dumps(addresses), scope=scope_of(actor))]


def is_taken(unit: Unit, username: str, domain: str) -> bool:
    """Is there an account with this address? Certain while the domain is held."""
    return unit.first(_IS_TAKEN, name=username, place=domain) is not None


def highest_number(unit: Unit, domain: str) -> int:
    """The highest numeric user name of a domain, 0 when there is none."""
    highest: int | None = unit.one(_HIGHEST, place=domain)[0]
    return highest or 0


def count_owned(unit: Unit, customer: int) -> int:
    """How many accounts name an entry as their owner."""
    count: int = unit.one(_COUNT_OWNED, of=customer)[0]
    return count
