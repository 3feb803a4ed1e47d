# SPDX-License-Identifier: Apache-2.0
"""SQL of SIP accounts. Rows travel in the order of :data:`COLUMNS`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from ngnprov.actor import Actor
from ngnprov.db.filters import ByMembership, ByNumber, ByPattern
from ngnprov.db.page import Page
from ngnprov.db.query import Listing
from ngnprov.db.recount import Recount
from ngnprov.db.scope import scope_of, scoped, within
from ngnprov.db.statement import Statement, in_pairs, numbered_insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates, shadows, shadows_of
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.groups.tables import groups

COLUMNS = tuple(column.name for column in accounts.columns if not column.name.endswith("_fold"))
PLACE = {name: place for place, name in enumerate(COLUMNS)}
PREPAID = "prepaid"
"""The group that mirrors the account's flag (sip.md 5.6)."""

_c, _g = accounts.c, groups.c
_rows = select(*[_c[name] for name in COLUMNS])

LISTING = Listing(
    rows=_rows,
    filters={
        "username": ByPattern(_c.username, literal="alone", scoped=True),
        "domain": ByPattern(_c.domain, literal="alone", scoped=True),
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

RECOUNT = Recount("sip_credit", _c.customer, _c.reseller)

_one = _rows.where(_c.username == parameter("name"), _c.domain == parameter("place"))
_GET = scoped(_one, reseller=_c.reseller, customer=_c.customer)
_GET_MANY = {
    dialect: scoped(_rows.where(listed), reseller=_c.reseller, customer=_c.customer)
    for dialect, listed in in_pairs(_c.username, _c.domain).items()
}
_LOCK = scoped(_one.with_for_update(), reseller=_c.reseller, customer=_c.customer)
_INSERT = numbered_insertion(accounts)
_FOLDED = shadows_of(accounts)
_UPDATES = Updates(accounts, _c.id == parameter("account"))
_DELETE = Statement(delete(accounts).where(_c.id == parameter("account")))
_IS_TAKEN = Statement(select(_c.id).where(_c.domain == parameter("place"), _c.username == parameter("name")))
_HIGHEST = Statement(select(func.max(_c.number)).where(_c.domain == parameter("place")))
_COUNT_OWNED = Statement(select(func.count()).where(_c.owner == parameter("of")))


def get(unit: Unit, actor: Actor, username: str, domain: str) -> Row | None:
    """The account in the actor's scope."""
    return within(_GET, unit, actor, name=username, place=domain)


def get_many(unit: Unit, actor: Actor, addresses: Sequence[tuple[str, str]]) -> list[Row]:
    """Those of the accounts that are in the actor's scope, in no order."""
    statement = _GET_MANY[unit.dialect_name][actor.level]
    return unit.all(statement, pairs=json.dumps(addresses), scope=scope_of(actor))


def lock(unit: Unit, actor: Actor, username: str, domain: str) -> Row | None:
    """The account in the actor's scope, held against other changes until the unit ends."""
    return within(_LOCK, unit, actor, name=username, place=domain)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of accounts (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> int:
    """Store a new account; its number. Raises Duplicate."""
    id: int = unit.one(_INSERT, **values, **shadows(_FOLDED, values))[0]
    return id


def update(unit: Unit, account: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns."""
    _UPDATES.run(unit, changes, account=account)


def delete_account(unit: Unit, account: int) -> None:
    """Remove an account and all that is kept by its number."""
    unit.run(_DELETE, account=account)


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
