# SPDX-License-Identifier: Apache-2.0
"""SQL of CustomerPort. Every read that serves a caller is bounded by his scope.

Accounts travel as plain tuples in the order of :data:`COLUMNS`, which is the wire order without the properties.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import delete, func, literal_column, null, select, union_all, update
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement

from ngnprov.auth.logins import Entry
from ngnprov.calls.actor import Actor
from ngnprov.db.columns import fold
from ngnprov.db.ledgers import counters, sequences
from ngnprov.db.lists.filters import ByFlag, ByNumber, ByPattern
from ngnprov.db.lists.page import Page, each
from ngnprov.db.lists.query import Listing
from ngnprov.db.scope import scoped, within
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates, shadows, shadows_of
from ngnprov.ports.customer.tables import PASSWORD, customers, properties

COLUMNS = tuple(column.name for column in customers.columns if not column.name.endswith("_fold"))
FOLDED = shadows_of(customers)
PLACE = {name: place for place, name in enumerate(COLUMNS)}
KIND = "customer"

Property = tuple[str, str, str, str]
"""name, category, value, permission"""

_limits = counters.counters
_c, _p, _l = customers.c, properties.c, _limits.c
_rows: Select[Any] = select(*[_c[name] for name in COLUMNS])
_is_reseller = _c.id == _c.reseller

LISTING = Listing(
    rows=_rows,
    filters={
        "customer": ByNumber(_c.id),
        "reseller": ByNumber(_c.reseller),
        "username": ByPattern(_c.username_fold, literal="first"),
        "first_name": ByPattern(_c.first_name_fold),
        "last_name": ByPattern(_c.last_name_fold),
        "organization": ByPattern(_c.organization_fold),
        "email": ByPattern(_c.email_fold),
        "tel": ByPattern(_c.tel_fold),
        "web": ByPattern(_c.web_fold),
        "city": ByPattern(_c.city_fold),
        "country": ByPattern(_c.country_fold),
        "only_resellers": ByFlag(_is_reseller),
    },
    orders={
        "customer": _c.id,
        "id": _c.id,
        "reseller": _c.reseller,
        "impersonate": _c.impersonate,
        "username": _c.username_fold,
        "firstName": _c.first_name_fold,
        "lastName": _c.last_name_fold,
        "organization": _c.organization_fold,
        "vatNumber": _c.vat_number,
        "email": _c.email_fold,
        "web": _c.web_fold,
        "tel": _c.tel_fold,
        "fax": _c.fax,
        "mobile": _c.mobile,
        "sip": _c.sip,
        "enum": _c.enum,
        "address": _c.address,
        "postcode": _c.postcode,
        "city": _c.city_fold,
        "state": _c.state,
        "country": _c.country_fold,
        "timezone": _c.timezone,
        "language": _c.language,
        "bankAccount": _c.bank_account,
        "billingAddress": _c.billing_address,
        "billingEmail": _c.billing_email,
        "balance": _c.balance,
        "credit": _c.credit,
        "companyCode": _c.company_code,
        "resellerActive": _c.reseller_active,
        "changeDate": _c.change_date,
    },
    key=_c.id,
    customer=_c.id,
    reseller=_c.reseller,
)
"""What lists filter and order by (customer.md 4). Passwords can be neither: an order would tell them bit by bit."""

_GET = scoped(_rows.where(_c.id == parameter("id")), reseller=_c.reseller, customer=_c.id)
_LOCK = scoped(_rows.where(_c.id == parameter("id")).with_for_update(), reseller=_c.reseller, customer=_c.id)
_LOGIN = select(_c.id, _c.reseller, _c.impersonate, _c.username, _c.password)
_BY_USERNAME = Statement(_LOGIN.where(_c.username_fold == parameter("name")))
_BY_ID = Statement(_LOGIN.where(_c.id == parameter("id")))
_INSERT = insertion(customers)
_UPDATES = Updates(customers, _c.id == parameter("account"))
_DELETE = Statement(delete(customers).where(_c.id == parameter("id")))
_UNPOINT = Statement(
    update(customers)
    .where(_c.impersonate == parameter("entry"), _c.id != parameter("entry"))
    .values(impersonate=0)
    .returning(_c.id)
)
_HOLD = Statement(select(_c.reseller, _c.reseller_active).where(_c.id == parameter("id")).with_for_update(read=True))
_CHILDREN = Statement(select(func.count()).where(_c.reseller == parameter("id"), _c.id != parameter("id")))
_PROPERTIES = Statement(
    select(_p.name, _p.category, _p.value, _p.permission).where(_p.customer == parameter("of")).order_by(_p.position)
)
_PROPERTIES_OF = among(
    select(_p.customer, _p.name, _p.category, _p.value, _p.permission).order_by(_p.customer, _p.position),
    _p.customer,
)
_PROPERTY = Statement(select(_p.value).where(_p.customer == parameter("of"), _p.name == parameter("called")))
_PROPERTY_OF = among(select(_p.customer, _p.value).where(_p.name == parameter("called")), _p.customer)
_ADD_PROPERTY = insertion(properties)
_CHANGE_PROPERTY = Statement(
    update(properties)
    .where(_p.customer == parameter("of"), _p.name == parameter("called"))
    .values(category=parameter("c"), value=parameter("v"), permission=parameter("p"))
)
_LABEL = Statement(
    update(properties)
    .where(_p.customer == parameter("of"), _p.name == parameter("called"))
    .values(permission=parameter("p"))
)
_REMOVE_PROPERTY = Statement(delete(properties).where(_p.customer == parameter("of"), _p.name == parameter("called")))
_LAST_POSITION = Statement(select(func.coalesce(func.max(_p.position), 0)).where(_p.customer == parameter("of")))
_other = customers.alias()
_ASTRAY = Statement(
    select(_c.id, _c.reseller)
    .select_from(customers.outerjoin(_other, _other.c.id == _c.reseller))
    .where(func.coalesce(_other.c.reseller, 0) != _c.reseller)
    .order_by(_c.id)
)
_POINTING_ASTRAY = Statement(
    select(_c.id)
    .select_from(customers.outerjoin(_other, _other.c.id == _c.impersonate))
    .where(_c.impersonate != 0, func.coalesce(_other.c.reseller, 0) != _c.reseller)
    .order_by(_c.id)
)


def get(unit: Unit, actor: Actor, id: int) -> Row | None:
    """The account in the actor's scope."""
    return within(_GET, unit, actor, id=id)


def lock(unit: Unit, actor: Actor, id: int) -> Row | None:
    """The account in the actor's scope, locked against other changes until the unit ends."""
    return within(_LOCK, unit, actor, id=id)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of accounts (customer.md 4)."""
    return LISTING.find(unit, actor, query, maximum)


def properties_of(unit: Unit, id: int) -> list[Property]:
    """The properties of an account in the order in which they were added."""
    return unit.all(_PROPERTIES, of=id)


def properties_of_many(unit: Unit, ids: list[int]) -> dict[int, list[Property]]:
    """The properties of several accounts; those without any are left out."""
    rows = unit.all_among(_PROPERTIES_OF, ids)
    return {id: [row[1:] for row in group] for id, group in groupby(rows, itemgetter(0))}


def property_value(unit: Unit, id: int, name: str) -> str | None:
    """The value of one property, None when it is not there."""
    row = unit.first(_PROPERTY, of=id, called=name)
    return None if row is None else row[0]


def property_values(unit: Unit, ids: list[int], name: str) -> dict[int, str]:
    """The values of one property by entry; entries without it are left out."""
    return dict(unit.all_among(_PROPERTY_OF, ids, called=name))


def insert_account(unit: Unit, values: Mapping[str, Any]) -> None:
    """Store a new account; ``values`` by column. Raises Duplicate when the username or the id is taken."""
    unit.run(_INSERT, **values, **shadows(FOLDED, values))


def update_account(unit: Unit, id: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns. Raises Duplicate when the username is taken."""
    _UPDATES.run(unit, changes, account=id)


def unpoint(unit: Unit, id: int) -> list[int]:
    """Clear the impersonate members of other entries that name this one; the ids of these entries."""
    return sorted(row[0] for row in unit.all(_UNPOINT, entry=id))


def delete_account(unit: Unit, id: int) -> None:
    """Remove an account with its properties and counters. Raises Referenced."""
    counters.forget(unit, id)
    unit.run(_DELETE, id=id)


def new_id(unit: Unit) -> int:
    """An id that no account ever had."""
    return sequences.take(unit, KIND)


def claim_id(unit: Unit, id: int) -> None:
    """Let later ids be above one that an administrator chose (I6)."""
    sequences.skip_to(unit, KIND, id)


def hold_reseller(unit: Unit, id: int) -> bool | None:
    """Hold a reseller's entry as it is until the unit ends; is it active? None when no reseller has this id.

    What is held nobody deletes, moves to another reseller or switches off meanwhile; others may hold it as well.
    """
    row = unit.first(_HOLD, id=id)
    return bool(row[1]) if row is not None and row[0] == id else None


def hold(unit: Unit, id: int) -> bool:
    """Hold an entry as it is until the unit ends; is there one with this id?"""
    return reseller_of_held(unit, id) is not None


def reseller_of_held(unit: Unit, id: int) -> int | None:
    """Hold an entry as it is until the unit ends; its reseller, None when there is no such entry."""
    row = unit.first(_HOLD, id=id)
    return None if row is None else row[0]


def count_children(unit: Unit, reseller: int) -> int:
    """How many customers a reseller has besides itself."""
    count: int = unit.one(_CHILDREN, id=reseller)[0]
    return count


def store_properties(unit: Unit, id: int, changed: Iterable[Property], removed: Iterable[str] = ()) -> None:
    """Add or replace ``changed`` by name and remove the names ``removed``."""
    for name in removed:
        unit.run(_REMOVE_PROPERTY, of=id, called=name)
    position: int | None = None
    for name, category, value, permission in changed:
        if unit.run(_CHANGE_PROPERTY, of=id, called=name, c=category, v=value, p=permission):
            continue
        if position is None:
            position = unit.one(_LAST_POSITION, of=id)[0]
        position += 1
        add_property(unit, id, position, (name, category, value, permission))


def add_property(unit: Unit, id: int, position: int, item: Property) -> None:
    """Store a property that is new."""
    name, category, value, permission = item
    unit.run(
        _ADD_PROPERTY,
        customer=id,
        name=name,
        position=position,
        category=category,
        value=value,
        permission=permission,
    )


def all_limits(unit: Unit, names: Collection[str]) -> Iterator[Row]:
    """(customer, name, value, limit) of every property or counter of these names, None for what is not there."""
    is_same = (_l.customer == _p.customer) & (_l.kind == _p.name)
    stored = select(_p.customer, _p.name, _p.value, _l.limit).select_from(properties.outerjoin(_limits, is_same))
    without = select(_l.customer, _l.kind, null(), _l.limit).select_from(_limits.outerjoin(properties, is_same))
    both = union_all(
        stored.where(_is_one_of(_p.name, names)),
        without.where(_is_one_of(_l.kind, names), _p.customer.is_(None)),
    ).subquery()
    return each(unit, Statement(select(both).order_by(both.c.customer, both.c.name)))


def labelled_otherwise(unit: Unit, names: Collection[str], permission: str) -> Iterator[Row]:
    """(customer, name, permission) of every property with one of these names and another permission."""
    wanted = select(_p.customer, _p.name, _p.permission)
    wanted = wanted.where(_is_one_of(_p.name, names), _p.permission != parameter("right"))
    return each(unit, Statement(wanted.order_by(_p.customer, _p.name)), right=permission)


def label(unit: Unit, id: int, name: str, permission: str) -> None:
    """Change the permission of a property."""
    unit.run(_LABEL, of=id, called=name, p=permission)


def with_the_resellers(unit: Unit, names: Collection[str]) -> Iterator[Row]:
    """(customer, name, value, reseller, his value) of every property of these names that a customer of a reseller has."""
    of_reseller = properties.alias()
    is_same = (of_reseller.c.customer == _c.reseller) & (of_reseller.c.name == _p.name)
    wanted = (
        select(_p.customer, _p.name, _p.value, _c.reseller, of_reseller.c.value)
        .select_from(properties.join(customers, _c.id == _p.customer).outerjoin(of_reseller, is_same))
        .where(_is_one_of(_p.name, names), _c.id != _c.reseller)
        .order_by(_p.customer, _p.name)
    )
    return each(unit, Statement(wanted))


def _is_one_of(column: ColumnElement[str], names: Collection[str]) -> ColumnElement[bool]:
    return column.in_([literal_column(f"'{name}'") for name in sorted(names)])


def astray(unit: Unit) -> Iterator[Row]:
    """(id, reseller) of entries whose reseller is none."""
    return each(unit, _ASTRAY)


def pointing_astray(unit: Unit) -> Iterator[int]:
    """Entries that impersonate one that is not of their reseller."""
    return (id for (id,) in each(unit, _POINTING_ASTRAY))


class CustomerDirectory:
    """The logins of customers, for authentication (customer.md 6.3)."""

    def by_username(self, unit: Unit, username: str) -> Entry | None:
        """The entry with this login, without regard to case."""
        return _entry(unit.first(_BY_USERNAME, name=fold(username)))

    def by_id(self, unit: Unit, id: int) -> Entry | None:
        """The entry with this number."""
        return _entry(unit.first(_BY_ID, id=id))


def _entry(row: Row | None) -> Entry | None:
    if row is None:
        return None
    id, reseller, impersonate, username, sealed = row
    return Entry(id, reseller, impersonate, username, sealed, PASSWORD.at(id=id))
