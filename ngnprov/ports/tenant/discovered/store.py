# SPDX-License-Identifier: Apache-2.0
"""SQL of discovered users."""

from typing import Any, NamedTuple

from sqlalchemy import and_, case, false, func, literal, select, true

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, among, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.connections.tables import connections
from ngnprov.ports.tenant.discovered.tables import discovered
from ngnprov.ports.tenant.users.tables import users

KIND = "tenant_discovered_user"
"""The sequence of their numbers, none of which is given twice."""
NEW, LINKED, GONE = "new", "linked", "gone"

_c = discovered.c


class DiscoveredUser(NamedTuple):
    """Somebody who was found, as stored. ``customer`` is the connection's; ``user`` is 0 when who was linked is no more."""

    id: int
    connection: int
    customer: int
    external_id: str
    external_account: str
    email: str
    name: str
    state: str
    user: int
    by_hand: bool
    change_date: str


class Counts(NamedTuple):
    """Whom a connection has found: who are there, those of them that are linked, and who are gone."""

    users: int
    linked: int
    gone: int


NO_COUNTS = Counts(0, 0, 0)

_joined = (
    discovered.join(connections, connections.c.id == _c.connection)
    .join(customers, customers.c.id == connections.c.customer)
    .outerjoin(users, and_(users.c.id == _c.user, users.c.customer == connections.c.customer))
)
_user = func.coalesce(users.c.id, 0)
_state = case((_c.gone, literal(GONE)), (users.c.id.is_not(None), literal(LINKED)), else_=literal(NEW))
_rows = select(
    *columns_of(DiscoveredUser, discovered, customer=connections.c.customer, state=_state, user=_user)
).select_from(_joined)

DISCOVERED = Records(
    discovered,
    DiscoveredUser,
    Listing(
        rows=_rows,
        filters={
            **each_by(ByNumber, _c.id, _c.connection),
            "customer": ByNumber(connections.c.customer),
            "user": ByNumber(_c.user),
            "email": ByPattern(_c.email_fold, literal="alone"),
            "name": ByPattern(_c.name_fold),
            "state": ByPattern(_state),
        },
        orders=by_wire_name(_c.id, _c.connection, _c.email_fold, _c.name_fold, _c.change_date),
        key=_c.id,
        customer=connections.c.customer,
        reseller=customers.c.reseller,
        default=("id", False),
    ),
    names=(_c.id,),
)

_COUNTS = among(
    select(
        _c.connection,
        func.sum(case((_c.gone, 0), else_=1)),
        func.sum(case((and_(~_c.gone, users.c.id.is_not(None)), 1), else_=0)),
        func.sum(case((_c.gone, 1), else_=0)),
    )
    .select_from(
        discovered.join(connections, connections.c.id == _c.connection).outerjoin(
            users, and_(users.c.id == _c.user, users.c.customer == connections.c.customer)
        )
    )
    .group_by(_c.connection),
    _c.connection,
)
_STORED = Statement(
    select(_c.external_id, _c.id, _c.email, _c.name, _c.external_account, _c.user, _c.by_hand, _c.gone).where(
        _c.connection == parameter("of")
    )
)
_LINKED = Statement(select(_c.user, _c.id).where(_c.connection == parameter("of"), _c.user > 0))
_GONE_BEYOND = Statement(
    select(_c.id)
    .where(_c.connection == parameter("of"), _c.gone.is_(true()), _c.user == 0, _c.by_hand.is_(false()))
    .order_by(_c.change_date.desc(), _c.id.desc())
    .offset(parameter("most"))
)
_UPDATES = Updates(discovered, _c.id == parameter("of"))


class Stored(NamedTuple):
    """What a sync compares with what it has found."""

    id: int
    email: str
    name: str
    external_account: str
    user: int
    by_hand: bool
    gone: bool


def counts(unit: Unit, ids: list[int]) -> dict[int, Counts]:
    """Whom these connections have found, by their numbers; of those that have found nobody there are none."""
    return {id: Counts(*map(int, numbers)) for id, *numbers in unit.all_among(_COUNTS, ids)} if ids else {}


def stored_of(unit: Unit, connection: int) -> dict[str, Stored]:
    """Whom a connection has found so far, by their ids on the platform."""
    found = {external: Stored(*columns) for external, *columns in unit.all(_STORED, of=connection)}
    return {
        external: each._replace(by_hand=bool(each.by_hand), gone=bool(each.gone)) for external, each in found.items()
    }


def gone_beyond(unit: Unit, connection: int, most: int) -> list[int]:
    """Those who are gone, and linked by nothing and nobody, but for so many who are gone since last."""
    return [id for (id,) in unit.all(_GONE_BEYOND, of=connection, most=most)]


def linked_of(unit: Unit, connection: int) -> dict[int, int]:
    """The users to which somebody of a connection is linked, and who it is."""
    return dict(unit.all(_LINKED, of=connection))


def update(unit: Unit, id: int, changes: dict[str, Any], *, counts: bool) -> None:
    """Store changed columns of one."""
    _UPDATES.run(unit, changes, counts=counts, of=id)
