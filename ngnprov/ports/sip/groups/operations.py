# SPDX-License-Identifier: Apache-2.0
"""Groups on the wire (sip.md 2.3)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import AccountInUse, AccountUnknown, InGroup, NotInGroup
from ngnprov.ports.sip.groups import service
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done, Names, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Text

_changing = partial(operation, may=WRITE, versioned="sip_accounts")
_reading = partial(reading, may=READ, versioned="sip_accounts")


_CHANGING = (MissingInput, InvalidValue, AccountUnknown, AccountInUse)


class SipGroups(PortService):
    """Groups: what an account may do and what state it is in, as a set of names."""

    @_changing(SipId, Text(64), returns=Done, faults=(*_CHANGING, InGroup))
    def addToGroup(call: Call, sipId: SipIdFields, group: str) -> bool:
        """Make an account a member of a group."""
        return service.add_to_group(call, sipId, group)

    @_changing(SipId, Text(64), returns=Done, faults=(*_CHANGING, NotInGroup))
    def removeFromGroup(call: Call, sipId: SipIdFields, group: str) -> bool:
        """End the membership of an account."""
        return service.remove_from_group(call, sipId, group)

    @_reading(SipId, returns=Names, faults=(MissingInput, AccountUnknown))
    def getGroups(call: Call, sipId: SipIdFields) -> list[str]:
        """The groups of an account."""
        return service.get_groups(call, sipId)
