# SPDX-License-Identifier: Apache-2.0
"""Pilots on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, ResellerLimit
from ngnprov.ports.pbx.errors import (
    BlockedFromAbove,
    CallerIdNotHeld,
    DomainOfAnother,
    NoPilot,
    NumbersTooLong,
    NumberTaken,
    PilotExists,
    PilotProtected,
    RuleSetUnknown,
    WebUsernameTaken,
)
from ngnprov.ports.pbx.extensions.operations import IN_PBX, MAKING
from ngnprov.ports.pbx.permissions import WRITE_EXTENSIONS, WRITE_PILOTS
from ngnprov.ports.pbx.pilots import service
from ngnprov.ports.pbx.pilots.types import AddedPilot, Pilot, UpdatedPilot
from ngnprov.ports.pbx.pilots.wire import AddedPilotAnswer, PilotFields, UpdatedPilotAnswer
from ngnprov.ports.sip.errors import DomainExists, DomainUnknown
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_PILOTS, versioned="pbx_extensions")


class PbxPilots(PortService):
    """Pilots: the extension with which a customer's PBX begins."""

    @_changing(
        Pilot,
        returns=AddedPilot,
        ahead=service.look_ahead,
        faults=(*IN_PBX, PilotExists, DomainUnknown, DomainExists, DomainOfAnother, RuleSetUnknown, *MAKING),
    )
    def addPilot(call: Call, pilot: PilotFields) -> AddedPilotAnswer:
        """Make the first extension of a customer with its base number, in a domain of the customer or one that is made with
        it; DNS may warn of the domain."""
        return service.add_pilot(call, pilot)

    @operation(
        Pilot,
        returns=UpdatedPilot,
        may=WRITE_EXTENSIONS,
        versioned="pbx_extensions",
        faults=(
            *(*IN_PBX, NoPilot, BlockedFromAbove, WebUsernameTaken, CallerIdNotHeld),
            *(NumbersTooLong, NumberTaken, CustomerLimit, ResellerLimit),
        ),
    )
    def updatePilot(call: Call, pilot: PilotFields) -> UpdatedPilotAnswer:
        """Change the members given of a pilot; with another base number all numbers that are derived from it follow."""
        return service.update_pilot(call, pilot)

    @_changing(Id(), faults=(*IN_PBX, NoPilot, BlockedFromAbove, PilotProtected))
    def deletePilot(call: Call, customer: int) -> None:
        """Remove the pilot, when it is the last extension of its customer; its domain stays."""
        service.delete_pilot(call, customer)
