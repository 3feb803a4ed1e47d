# SPDX-License-Identifier: Apache-2.0
"""SQL of connections."""

from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.connections.tables import FAILED, connections
from ngnprov.ports.tenant.profiles.tables import profiles

KIND = "tenant_connection"
"""The sequence of their numbers, none of which is given twice."""

_c = connections.c


class Connection(NamedTuple):
    """A stored connection; its key is sealed."""

    id: int
    customer: int
    template: int | None
    type: str
    host: str
    account_id: str
    access_key: bytes
    auto_provision_sub_accounts: bool
    enabled: bool
    state: str
    last_error: str
    due_at: str
    synced_at: str
    generation: int
    failures: int
    change_date: str


_rows = select(*columns_of(Connection, connections)).select_from(
    connections.join(customers, customers.c.id == _c.customer)
)

CONNECTIONS = Records(
    connections,
    Connection,
    Listing(
        rows=_rows,
        filters={**each_by(ByNumber, _c.id, _c.customer, _c.template), "state": ByPattern(_c.state)},
        orders=by_wire_name(_c.id, _c.customer, _c.change_date),
        key=_c.id,
        customer=_c.customer,
        reseller=customers.c.reseller,
        default=("id", False),
    ),
    names=(_c.id,),
)

_OF = Statement(_rows.where(_c.customer == parameter("customer")).order_by(_c.id))
_OF_ID = Statement(_rows.where(_c.id == parameter("of")))
_COUNT_WITH = Statement(select(func.count()).select_from(connections).where(_c.template == parameter("template")))
_goes_on = and_(profiles.c.enabled, or_(profiles.c.terminate_date == "", profiles.c.terminate_date > parameter("now")))
_DUE = Statement(
    select(_c.id)
    .select_from(connections.join(profiles, profiles.c.customer == _c.customer))
    .where(_c.due_at != "", _c.due_at <= parameter("now"), _goes_on)
    .order_by(_c.due_at, _c.id)
    .limit(parameter("most"))
)
_FAILED = Statement(
    select(_c.id, _c.customer, _c.last_error, _c.due_at)
    .where(_c.state == FAILED)
    .order_by(_c.id)
    .limit(parameter("most"))
)
_LATE = Statement(
    select(_c.id, _c.customer, _c.state, _c.due_at)
    .select_from(connections.join(profiles, profiles.c.customer == _c.customer))
    .where(_c.due_at != "", _c.due_at < parameter("before"), _goes_on)
    .order_by(_c.due_at, _c.id)
    .limit(parameter("most"))
)


def of_customer(unit: Unit, customer: int) -> list[Connection]:
    """Those of a customer."""
    return [CONNECTIONS.read(row) for row in unit.all(_OF, customer=customer)]


def of_id(unit: Unit, id: int) -> Connection | None:
    """A connection in any scope, for reading."""
    row = unit.first(_OF_ID, of=id)
    return None if row is None else CONNECTIONS.read(row)


def count_with(unit: Unit, template: int) -> int:
    """How many connections have a template."""
    count: int = unit.one(_COUNT_WITH, template=template)[0]
    return count


def due(unit: Unit, now: str, most: int) -> list[int]:
    """The connections whose platform is to be asked by now, the longest due first; none of tenants that have ended."""
    return [id for (id,) in unit.all(_DUE, now=now, most=most)]


def failed(unit: Unit, most: int) -> list[tuple[Any, ...]]:
    """(id, customer, why, when it is tried again) of those that have failed."""
    return unit.all(_FAILED, most=most)


def late(unit: Unit, before: str, now: str, most: int) -> list[tuple[Any, ...]]:
    """(id, customer, state, when it was due) of those that were due before a moment, and still are."""
    return unit.all(_LATE, before=before, now=now, most=most)
