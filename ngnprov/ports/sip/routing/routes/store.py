# SPDX-License-Identifier: Apache-2.0
"""SQL of routes."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.routes.tables import routes

_c, _carrier = routes.c, carriers.c


class Route(NamedTuple):
    """A stored route with name and reseller of its carrier, in wire order."""

    id: int
    carrier_id: int
    carrier: str
    prefix: str
    originator: str
    priority: int
    reseller: int
    change_date: str


LISTING = Listing(
    rows=select(
        _c.id,
        _c.carrier_id,
        _carrier.name.label("carrier"),
        _c.prefix,
        _c.originator,
        _c.priority,
        _carrier.reseller,
        _c.change_date,
    ).select_from(routes.join(carriers)),
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

ROUTES = Records(routes, Route, LISTING, names=(_c.id,))


def step_aside(unit: Unit, id: int) -> None:
    """Free the place of a route in the unique index until an update stores its prefix, so that others may take it."""
    ROUTES.update(unit, id, {"prefix": f"#{id}"})
