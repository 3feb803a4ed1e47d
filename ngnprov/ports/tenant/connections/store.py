# SPDX-License-Identifier: Apache-2.0
"""SQL of connections."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.connections.tables import connections

KIND = "tenant_connection"
"""The sequence of their numbers, none of which is given twice."""

_c = connections.c


class Connection(NamedTuple):
    """A stored connection; its key is sealed."""

    id: int
    customer: int
    type: str
    host: str
    account_id: str
    access_key: bytes
    auto_provision_sub_accounts: bool
    enabled: bool
    state: str
    change_date: str


_rows = select(*columns_of(Connection, connections)).select_from(
    connections.join(customers, customers.c.id == _c.customer)
)

CONNECTIONS = Records(
    connections,
    Connection,
    Listing(
        rows=_rows,
        filters={"id": ByNumber(_c.id), "customer": ByNumber(_c.customer)},
        orders=by_wire_name(_c.id, _c.customer, _c.change_date),
        key=_c.id,
        customer=_c.customer,
        reseller=customers.c.reseller,
        default=("id", False),
    ),
    names=(_c.id,),
)

_OF = Statement(_rows.where(_c.customer == parameter("customer")).order_by(_c.id))


def of_customer(unit: Unit, customer: int) -> list[Connection]:
    """Those of a customer."""
    return [CONNECTIONS.read(row) for row in unit.all(_OF, customer=customer)]
