# SPDX-License-Identifier: Apache-2.0
"""Carriers on the wire (sip.md 2.1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import CarrierExists, CarrierInUse, CarrierUnknown
from ngnprov.ports.sip.permissions import READ_ROUTING, WRITE_ROUTING
from ngnprov.ports.sip.routing.carriers import service
from ngnprov.ports.sip.routing.carriers.types import Carrier, CarrierPage, CarrierQuery
from ngnprov.ports.sip.routing.carriers.wire import CarrierAnswer, CarrierFields, CarrierPageAnswer, CarrierQueryFields
from ngnprov.ports.sip.types import Done
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_ROUTING)


class SipCarriers(PortService):
    """Carriers: each belongs to a reseller, and its gateways, rules and routes with it."""

    @_changing(Carrier, returns=Carrier, faults=(MissingInput, InvalidValue, CarrierExists))
    def addCarrier(call: Call, carrier: CarrierFields) -> CarrierAnswer:
        """Create a carrier for the reseller named, else for the caller's; answers the stored carrier."""
        return service.add_carrier(call, carrier)

    @_changing(Carrier, returns=Done, faults=(MissingInput, InvalidValue, CarrierUnknown, CarrierExists))
    def updateCarrier(call: Call, carrier: CarrierFields) -> bool:
        """Rename a carrier; for administrators another reseller takes it with all that hangs on it."""
        return service.update_carrier(call, carrier)

    @_changing(Id(), returns=Done, faults=(CarrierUnknown, CarrierInUse))
    def deleteCarrier(call: Call, id: int) -> bool:
        """Remove a carrier that has neither gateways nor routes."""
        return service.delete_carrier(call, id)

    @listing(CarrierQuery, returns=CarrierPage, may=READ_ROUTING)
    def getCarriers(call: Call, query: CarrierQueryFields | None) -> CarrierPageAnswer:
        """Carriers that match: a slice of them, and how many there are in all."""
        return service.get_carriers(call, query or {})
