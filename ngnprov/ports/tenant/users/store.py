# SPDX-License-Identifier: Apache-2.0
"""SQL of users and of their identities."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import and_, delete, exists, select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.columns import fold
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.resellers.tables import profiles as resellers
from ngnprov.ports.tenant.users.tables import identities, users

BATCH = 500
"""Users in memory at a time while all are looked at."""

KIND = "tenant_user"
"""The sequence of their numbers, none of which is given twice."""

_c, _i = users.c, identities.c


class User(NamedTuple):
    """A stored user; roles and networks have blanks between."""

    id: int
    customer: int
    email: str
    name: str
    roles: str
    is_disabled: bool
    accept_date: str
    activation: str
    expiry: str
    allowed_networks: str
    timezone: str
    language: str
    external_id: str
    last_login: str
    has_factor: bool
    change_date: str


class Login(NamedTuple):
    """A user with what he logs in by: the hash of his password, "" while he has none, the reseller of his customer, and
    whether that asks for a second factor."""

    user: User
    password: str
    reseller: int
    needs_factor: bool


_columns = columns_of(User, users)
_rows = select(*_columns).select_from(users.join(customers, customers.c.id == _c.customer))

USERS = Records(
    users,
    User,
    Listing(
        rows=_rows,
        filters={
            **each_by(ByNumber, _c.id, _c.customer),
            "email": ByPattern(_c.email_fold, literal="alone"),
            "name": ByPattern(_c.name_fold),
            "external_id": ByPattern(_c.external_id_fold),
        },
        orders=by_wire_name(_c.email_fold, _c.id, _c.name_fold, _c.change_date),
        key=_c.id,
        customer=_c.customer,
        reseller=customers.c.reseller,
        default=("email", False),
    ),
    names=(_c.id,),
)

_OF = Statement(_rows.where(_c.customer == parameter("customer")).order_by(_c.id))
_LOGINS = (
    select(*_columns, _i.password, customers.c.reseller, resellers.c.second_factor_required)
    .select_from(
        users.join(customers, customers.c.id == _c.customer)
        .outerjoin(identities, _i.email == _c.email_fold)
        .outerjoin(resellers, resellers.c.reseller == customers.c.reseller)
    )
    .order_by(_c.id)
)
_BY_EMAIL = Statement(_LOGINS.where(_c.email_fold == parameter("named")))
_BY_ID = Statement(_LOGINS.where(_c.id == parameter("of")))
_IS_NAME = Statement(select(_c.id).where(_c.email_fold == parameter("named")).limit(1))
_UPDATES = Updates(users, _c.id == parameter("of"))
_PASSWORD = Statement(select(_i.password).where(_i.email == parameter("named")).with_for_update())
_ADD_IDENTITY = insertion(identities)
_IDENTITY_UPDATES = Updates(identities, _i.email == parameter("named"))
_NOBODYS = and_(_i.change_date < parameter("before"), ~exists().where(_c.email_fold == _i.email))
_COUNT_NOBODYS = Statement(select(_i.email).where(_NOBODYS).limit(1))
_FORGET_NOBODYS = Statement(delete(identities).where(_NOBODYS))
_EVERYBODY = Statement(_rows.order_by(_c.id))


def of_customer(unit: Unit, customer: int) -> list[User]:
    """Those of a customer."""
    return [USERS.read(row) for row in unit.all(_OF, customer=customer)]


def logins_of(unit: Unit, email: str) -> list[Login]:
    """Everybody who has an address, in the order in which they were made."""
    return [_login(row) for row in unit.all(_BY_EMAIL, named=fold(email))]


def login(unit: Unit, id: int) -> Login | None:
    """A user in any scope."""
    row = unit.first(_BY_ID, of=id)
    return None if row is None else _login(row)


def is_name(unit: Unit, name: str) -> bool:
    """Is a folded name the address of a user?"""
    return unit.first(_IS_NAME, named=name) is not None


def note_login(unit: Unit, id: int, at: str) -> None:
    """A user has logged in; that is no change of his record."""
    _UPDATES.run(unit, {"last_login": at}, counts=False, of=id)


def set_factor(unit: Unit, id: int, has_factor: bool) -> None:
    """From now on a user has a second factor, or none; that is no change of his record."""
    _UPDATES.run(unit, {"has_factor": has_factor}, counts=False, of=id)


def lock_password(unit: Unit, email: str) -> str | None:
    """The hash by which the identity of an address logs in, held until the unit ends; None when there is no such identity."""
    row = unit.first(_PASSWORD, named=fold(email))
    return None if row is None else row[0]


def set_password(unit: Unit, email: str, hashed: str, at: str) -> None:
    """Store the hash of the password of an identity, which is made if it was not there."""
    named = fold(email)
    if lock_password(unit, email) is None:
        unit.run(_ADD_IDENTITY, email=named, password=hashed, change_date=at)
    else:
        _IDENTITY_UPDATES.run(unit, {"password": hashed, "change_date": at}, named=named)


def has_nobodys(unit: Unit, before: str) -> bool:
    """Is there an identity that no user has, and that was not changed since a moment?"""
    return unit.first(_COUNT_NOBODYS, before=before) is not None


def forget_nobodys(unit: Unit, before: str) -> int:
    """Forget such identities; how many."""
    return unit.run(_FORGET_NOBODYS, before=before)


def everybody(unit: Unit) -> Iterator[list[User]]:
    """All users, in lists."""
    for rows in unit.batches(_EVERYBODY, BATCH):
        yield [USERS.read(row) for row in rows]


def _login(row: tuple[object, ...]) -> Login:
    *user, password, reseller, needs_factor = row
    return Login(USERS.read(tuple(user)), str(password or ""), int(str(reseller)), bool(needs_factor))
