# SPDX-License-Identifier: Apache-2.0
"""SQL of gateways. Rows travel in wire order, with name and reseller of the carrier."""

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
from ngnprov.db.updates import Updates, shadows, shadows_of
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.gateways.tables import gateways

_c, _carrier = gateways.c, carriers.c
_rows = select(
    _c.id,
    _c.name,
    _c.carrier_id,
    _carrier.name.label("carrier"),
    _c.transport,
    _c.ip,
    _c.port,
    _carrier.reseller,
    _c.change_date,
).select_from(gateways.join(carriers))

LISTING = Listing(
    rows=_rows,
    filters={
        "id": ByNumber(_c.id),
        "carrier_id": ByNumber(_c.carrier_id),
        "reseller": ByNumber(_carrier.reseller),
        "name": ByPattern(_c.name_fold, literal="alone"),
    },
    orders={
        "changeDate": _c.change_date,
        "name": _c.name_fold,
        "carrier_id": _c.carrier_id,
        "carrier": _carrier.name_fold,
        "ip": _c.ip,
    },
    key=_c.id,
    reseller=_carrier.reseller,
    default=("changeDate", True),
)

# two statements: one with a join would not find a row that another call has moved while this one waited (PostgreSQL 13.2.1)
_LOCK = Statement(select(_c.id).where(_c.id == parameter("gateway")).with_for_update())
_GET = scoped(_rows.where(_c.id == parameter("gateway")), reseller=_carrier.reseller)
_INSERT = numbered_insertion(gateways)
_FOLDED = shadows_of(gateways)
_UPDATES = Updates(gateways, _c.id == parameter("gateway"))
_DELETE = Statement(delete(gateways).where(_c.id == parameter("gateway")))


def lock(unit: Unit, actor: Actor, id: int) -> Row | None:
    """The gateway in the actor's scope, held until the unit ends."""
    unit.first(_LOCK, gateway=id)
    return within(_GET, unit, actor, gateway=id)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of gateways (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> int:
    """Store a new gateway; its id. Raises Duplicate."""
    id: int = unit.one(_INSERT, **values, **shadows(_FOLDED, values))[0]
    return id


def update(unit: Unit, id: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns. Raises Duplicate."""
    _UPDATES.run(unit, changes, gateway=id)


def delete_gateway(unit: Unit, id: int) -> None:
    """Remove a gateway with its rules."""
    unit.run(_DELETE, gateway=id)
