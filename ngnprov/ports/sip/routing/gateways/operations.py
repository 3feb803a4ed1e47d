# SPDX-License-Identifier: Apache-2.0
"""Gateways on the wire (sip.md 2.1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import CarrierUnknown, GatewayExists, GatewayUnknown
from ngnprov.ports.sip.permissions import READ_ROUTING, WRITE_ROUTING
from ngnprov.ports.sip.routing.gateways import service
from ngnprov.ports.sip.routing.gateways.types import Gateway, GatewayPage, GatewayQuery
from ngnprov.ports.sip.routing.gateways.wire import GatewayAnswer, GatewayFields, GatewayPageAnswer, GatewayQueryFields
from ngnprov.ports.sip.types import Done
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_INPUT = (MissingInput, InvalidValue)
_changing = partial(operation, may=WRITE_ROUTING)


class SipGateways(PortService):
    """Gateways: where a carrier takes calls."""

    @_changing(Gateway, returns=Gateway, faults=(*_INPUT, CarrierUnknown, GatewayExists))
    def addGateway(call: Call, gateway: GatewayFields) -> GatewayAnswer:
        """Create a gateway of a carrier; answers the stored gateway."""
        return service.add_gateway(call, gateway)

    @_changing(Gateway, returns=Done, faults=(*_INPUT, GatewayUnknown, CarrierUnknown, GatewayExists))
    def updateGateway(call: Call, gateway: GatewayFields) -> bool:
        """Change the members given; another carrier takes the gateway with its rules."""
        return service.update_gateway(call, gateway)

    @_changing(Id(), returns=Done, faults=(GatewayUnknown,))
    def deleteGateway(call: Call, id: int) -> bool:
        """Remove a gateway and its rules."""
        return service.delete_gateway(call, id)

    @listing(GatewayQuery, returns=GatewayPage, may=READ_ROUTING)
    def getGateways(call: Call, query: GatewayQueryFields | None) -> GatewayPageAnswer:
        """Gateways that match: a slice of them, and how many there are in all."""
        return service.get_gateways(call, query or {})
