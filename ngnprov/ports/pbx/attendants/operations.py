# SPDX-License-Identifier: Apache-2.0
"""Auto attendants on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.ports.pbx.attendants import service
from ngnprov.ports.pbx.attendants.types import AutoAttendant, AutoAttendantPage, AutoAttendantQuery
from ngnprov.ports.pbx.attendants.wire import (
    AutoAttendantAnswer,
    AutoAttendantFields,
    AutoAttendantPageAnswer,
    AutoAttendantQueryFields,
)
from ngnprov.ports.pbx.errors import AttendantUnknown, BadKey, BlockedFromAbove, NoPilot, Referred
from ngnprov.ports.pbx.extensions.operations import IN_PBX, MAKING
from ngnprov.ports.pbx.permissions import READ_EXTENSIONS, WRITE_EXTENSIONS
from ngnprov.soap.port_service import PortService, listing, operation

_changing = partial(operation, AutoAttendant, returns=AutoAttendant, may=WRITE_EXTENSIONS, versioned="pbx_extensions")


class PbxAttendants(PortService):
    """Auto attendants: a menu that answers calls, whose keys lead to extensions."""

    @_changing(faults=(*IN_PBX, NoPilot, *MAKING, BadKey))
    def addAutoAttendant(call: Call, attendant: AutoAttendantFields) -> AutoAttendantAnswer:
        """Make an auto attendant with its SIP account and its product: all of it, or nothing."""
        return service.add_attendant(call, attendant)

    @_changing(faults=(*IN_PBX, AttendantUnknown, BlockedFromAbove, BadKey))
    def updateAutoAttendant(call: Call, attendant: AutoAttendantFields) -> AutoAttendantAnswer:
        """Change what is given of an auto attendant; a list of keys replaces the former one."""
        return service.update_attendant(call, attendant)

    @_changing(faults=(*IN_PBX, AttendantUnknown, BlockedFromAbove, Referred))
    def deleteAutoAttendant(call: Call, attendant: AutoAttendantFields) -> AutoAttendantAnswer:
        """Remove the auto attendant of this customer and count, to which no key of another leads; answers it as it was."""
        return service.delete_attendant(call, attendant)

    @listing(AutoAttendantQuery, returns=AutoAttendantPage, may=READ_EXTENSIONS)
    def getAutoAttendants(call: Call, query: AutoAttendantQueryFields | None) -> AutoAttendantPageAnswer:
        """Auto attendants that match: a slice of them, and how many there are in all."""
        return service.get_attendants(call, query or {})
