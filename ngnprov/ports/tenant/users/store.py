# SPDX-License-Identifier: Apache-2.0
"""SQL of users."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.users.tables import users

KIND = "tenant_user"
"""The sequence of their numbers, none of which is given twice."""

_c = users.c


class User(NamedTuple):
    """A stored user; roles have blanks between."""

    id: int
    customer: int
    email: str
    name: str
    roles: str
    change_date: str


_rows = select(*columns_of(User, users)).select_from(users.join(customers, customers.c.id == _c.customer))

USERS = Records(
    users,
    User,
    Listing(
        rows=_rows,
        filters={
            **each_by(ByNumber, _c.id, _c.customer),
            "email": ByPattern(_c.email_fold, literal="alone"),
            "name": ByPattern(_c.name_fold),
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


def of_customer(unit: Unit, customer: int) -> list[User]:
    """Those of a customer."""
    return [USERS.read(row) for row in unit.all(_OF, customer=customer)]
