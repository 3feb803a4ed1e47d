# SPDX-License-Identifier: Apache-2.0
"""SQL of routes. Rows travel in wire order, with name and reseller of the carrier."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from ngnprov.actor import Actor
from ngnprov.db.filters import ByNumber, ByPattern
from ngnprov.db.page import Page
from ngnprov.db.query import Listing
from ngnprov.db.scope import scoped, within
from ngnprov.db.statement import Statement, numbered_insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.routes.tables import routes

_c, _carrier = routes.c, carriers.c
_rows = select(
    _c.id,
    _c.carrier_id,
    _carrier.name.label("carrier"),
    _c.prefix,
    _c.originator,
    _c.priority,
    _carrier.reseller,
    _c.change_date,
).select_from(routes.join(carriers))

LISTING = Listing(
    rows=_rows,
    filters={
        "prefix": ByPattern(_c.prefix),
        "carrier_id": ByNumber(_c.carrier_id),
        "reseller": ByNumber(_carrier.reseller),
        "id": ByNumber(_c.id),
    },
    orders={"prefix": _c.prefix, "priority": _c.priority},
    key=_c.id,
    reseller=_carrier.reseller,
    default=("prefix", False),
)

# two statements: one with a join would not find a row that another call has moved while this one waited (PostgreSQL 13.2.1)
_LOCK = Statement(select(_c.id).where(_c.id == parameter("route")).with_for_update())
_GET = scoped(_rows.where(_c.id == parameter("route")), reseller=_carrier.reseller)
_INSERT = numbered_insertion(routes)
_UPDATES = Updates(routes, _c.id == parameter("route"))
_DELETE = Statement(delete(routes).where(_c.id == parameter("route")))


def lock(unit: Unit, actor: Actor, id: int) -> Row | None:
    """The route in the actor's scope, held until the unit ends."""
    unit.first(_LOCK, route=id)
    return within(_GET, unit, actor, route=id)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of routes (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> int:
    """Store a new route; its id. Raises Duplicate."""
    id: int = unit.one(_INSERT, **values)[0]
    return id


def step_aside(unit: Unit, id: int) -> None:
    """Free the place of a route in the unique index until ``update`` stores its prefix, so that others may take it."""
    _UPDATES.run(unit, {"prefix": f"#{id}"}, route=id)


def update(unit: Unit, id: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns. Raises Duplicate."""
    _UPDATES.run(unit, changes, route=id)


def delete_route(unit: Unit, id: int) -> None:
    """Remove a route."""
    unit.run(_DELETE, route=id)
