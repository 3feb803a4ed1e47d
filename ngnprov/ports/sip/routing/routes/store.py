# SPDX-License-Identifier: Apache-2.0
"""SQL of routes."""

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.routing.carriers.store import OF_CARRIER
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.routes.tables import routes
from ngnprov.ports.sip.routing.routes.wire import RouteAnswer

_c, _carrier = routes.c, carriers.c


Route = RouteAnswer
"""A stored one is as it is answered, but for the length of its change date."""

LISTING = Listing(
    rows=select(*columns_of(Route, routes, **OF_CARRIER)).select_from(routes.join(carriers)),
    filters={
        "prefix": ByPattern(_c.prefix),
        **each_by(ByNumber, _c.carrier_id, _carrier.reseller, _c.id),
    },
    orders=by_wire_name(_c.prefix, _c.priority),
    key=_c.id,
    reseller=_carrier.reseller,
    default=("prefix", False),
)

ROUTES = Records(routes, Route, LISTING, names=(_c.id,))


def step_aside(unit: Unit, id: int) -> None:
    """Free the place of a route in the unique index until an update stores its prefix, so that others may take it."""
    ROUTES.update(unit, id, {"prefix": f"#{id}"})
