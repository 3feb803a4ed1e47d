# SPDX-License-Identifier: Apache-2.0
"""Routes on the wire (sip.md 2.1). Changes answer true and never a list, which is fatal to CDRTool (sip.md 1, rule 8)."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import CarrierUnknown, RouteExists, RouteUnknown
from ngnprov.ports.sip.permissions import READ_ROUTING, WRITE_ROUTING
from ngnprov.ports.sip.routing.routes import service
from ngnprov.ports.sip.routing.routes.types import Route, RoutePage, RouteQuery
from ngnprov.ports.sip.routing.routes.wire import RouteFields, RoutePageAnswer, RouteQueryFields
from ngnprov.ports.sip.types import Done
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import ListOf

_INPUT = (MissingInput, InvalidValue)
_changing = partial(operation, may=WRITE_ROUTING)


class SipRoutes(PortService):
    """Routes: which carrier takes calls to which numbers."""

    @_changing(ListOf(Route), returns=Done, faults=(*_INPUT, CarrierUnknown, RouteExists))
    def addRoutes(call: Call, routes: Sequence[RouteFields]) -> bool:
        """Create routes, all of them or none."""
        return service.add_routes(call, routes)

    @_changing(ListOf(Route), returns=Done, faults=(*_INPUT, RouteUnknown, CarrierUnknown, RouteExists))
    def updateRoutes(call: Call, routes: Sequence[RouteFields]) -> bool:
        """Change the members given of each route, all of them or none; routes may trade places."""
        return service.update_routes(call, routes)

    @_changing(ListOf(Route), returns=Done, faults=(*_INPUT, RouteUnknown))
    def deleteRoutes(call: Call, routes: Sequence[RouteFields]) -> bool:
        """Remove the routes named by their ids, all of them or none."""
        return service.delete_routes(call, routes)

    @listing(RouteQuery, returns=RoutePage, may=READ_ROUTING)
    def getRoutes(call: Call, query: RouteQueryFields | None) -> RoutePageAnswer:
        """Routes that match: a slice of them, and how many there are in all."""
        return service.get_routes(call, query or {})
