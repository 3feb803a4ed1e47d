# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP accounts."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, func, or_, select, update

from ngnprov.calls.actor import Actor
from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists.filters import ByMembership, ByNumber, ByPattern
from ngnprov.db.lists.page import BATCH, each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.references import counting, crossing, first_of
from ngnprov.db.scope import scope_of, scoped
from ngnprov.db.statement import Statement, in_pairs, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.groups.tables import groups
from ngnprov.zonefiles.name_patterns import ByName

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
    ha1b_sha256: str
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
    def sip_id(self) -> dict[str, str]:
        """How callers name it."""
        return {"username": self.username, "domain": self.domain}

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
        "customer": ByNumber(_c.customer, is_selective=True),
        "reseller": ByNumber(_c.reseller, is_selective=True),
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
    account=_c.id,
    is_large=True,
)
"""What lists filter and order by (sip.md 3)."""

ACCOUNTS = Records(accounts, Account, LISTING, names=(_c.username, _c.domain))
"""All that is kept under its number is deleted with an account."""
RECOUNT = Recount("sip_credit", _c.customer, _c.reseller)

_GET_MANY = {
    dialect: scoped(_rows.where(listed), reseller=_c.reseller, customer=_c.customer)
    for dialect, listed in in_pairs(_c.username, _c.domain).items()
}
_COUNTS = scoped(
    select(_c.domain, func.count()).group_by(_c.domain).order_by(_c.domain), reseller=_c.reseller, customer=_c.customer
)
_IS_TAKEN = Statement(select(_c.id).where(_c.domain == parameter("domain"), _c.username == parameter("username")))
_HOLD_ADDRESS = Statement(
    select(_c.id)
    .where(_c.domain == parameter("domain"), _c.username == parameter("username"))
    .with_for_update(read=True, key_share=True)
)
_is_barred = exists().where(or_(customers.c.id == _c.customer, customers.c.id == _c.reseller), customers.c.barred)
_login = select(*(_c.id, _c.username, _c.domain, _c.customer, _c.reseller, _c.ha1, _c.ha1_sha256), _is_barred)
_LOGIN_AT = Statement(_login.where(_c.domain == parameter("domain"), _c.username == parameter("username")))
_LOGIN_OF = Statement(_login.where(_c.id == parameter("id")))
_HIGHEST = Statement(select(func.max(_c.number)).where(_c.domain == parameter("domain")))

_digests = (_c.ha1, _c.ha1b, _c.ha1_sha256, _c.ha1b_sha256)
_is_kept = func.length(_c.password) > 0
_lacks_sha256 = or_(_c.ha1_sha256 == "", _c.ha1b_sha256 == "")
_LACKING = Statement(
    select(_c.id, _c.username, _c.domain, _c.password)
    .where(_is_kept, _lacks_sha256, _c.id > parameter("after"))
    .order_by(_c.id)
    .limit(BATCH)
    .with_for_update()
)
_SET_DIGESTS = Statement(
    update(accounts)
    .where(_c.id == parameter("id"))
    .values({digest.name: parameter(digest.name) for digest in _digests})
)
_WITH_POOR_DIGESTS = Statement(
    select(_c.username, _c.domain)
    .where(or_(and_(_is_kept, _lacks_sha256), *(digest != func.lower(digest) for digest in _digests)))
    .order_by(_c.id)
)
_WITHOUT_SHA256 = Statement(select(func.count()).select_from(accounts).where(~_is_kept, _lacks_sha256))


def get_many(unit: Unit, actor: Actor, addresses: Sequence[tuple[str, str]]) -> list[Account]:
    """Those of the accounts that are in the actor's scope, in no order."""
    statement = _GET_MANY[unit.dialect_name][actor.level]
    return [ACCOUNTS.read(row) for row in unit.all(statement, pairs=json.dumps(addresses), scope=scope_of(actor))]


def counts(unit: Unit, actor: Actor) -> dict[str, int]:
    """How many accounts there are in each domain of the actor's scope, by name; those without any are left out."""
    return dict(unit.all(_COUNTS[actor.level], scope=scope_of(actor)))


def is_taken(unit: Unit, username: str, domain: str) -> bool:
    """Is there an account with this address? Certain while the domain is held."""
    return unit.first(_IS_TAKEN, username=username, domain=domain) is not None


def lock_address(unit: Unit, username: str, domain: str) -> bool:
    """Is there an account with this address? It is then not removed until the unit ends; it may be changed."""
    return unit.first(_HOLD_ADDRESS, username=username, domain=domain) is not None


def login_at(unit: Unit, username: str, domain: str) -> Row | None:
    """(number, username, domain, customer, reseller, ha1, ha1_sha256, is barred) of an address; None for nobody's."""
    return unit.first(_LOGIN_AT, username=username, domain=domain)


def login_of(unit: Unit, id: int) -> Row | None:
    """The same of the account with this number."""
    return unit.first(_LOGIN_OF, id=id)


def highest_number(unit: Unit, domain: str) -> int:
    """The highest numeric user name of a domain, 0 when there is none."""
    highest: int | None = unit.one(_HIGHEST, domain=domain)[0]
    return highest or 0


addresses_of = first_of(_c.customer, _c.domain, _c.username)
"""(domain, username) of a customer's accounts."""

count_held = counting(_c.customer)
"""How many belong to a customer."""
count_owned = counting(_c.owner)
"""How many accounts name an entry as their owner."""
count_crossing = crossing(_c.owner, _c.customer)
"""How many cross the line around an entry: they are its own and another's, or the other way round."""


def lacking(unit: Unit, after: int) -> list[Row]:
    """(number, username, domain, sealed password) of some accounts behind a number that could have SHA-256 digests; held."""
    return unit.all(_LACKING, after=after)


def set_digests(unit: Unit, rows: list[dict[str, Any]]) -> None:
    """Store the digests of accounts, each a dict of its columns and its ``id``."""
    unit.run_many(_SET_DIGESTS, rows)


def with_poor_digests(unit: Unit) -> Iterator[Row]:
    """(username, domain) of accounts that could have more digests, or have some that are not in lower case."""
    return each(unit, _WITH_POOR_DIGESTS)


def count_without_sha256(unit: Unit) -> int:
    """How many accounts have no SHA-256 digests and no password from which they could be made."""
    count: int = unit.one(_WITHOUT_SHA256)[0]
    return count
