# SPDX-License-Identifier: Apache-2.0
"""Rejected callers and barred numbers on the wire (sip.md 2.5)."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import AccountUnknown
from ngnprov.ports.sip.features.screening import service
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done, Names, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, operation, reading

_INPUT = (MissingInput, InvalidValue, AccountUnknown)


class SipScreening(PortService):
    """Who may not call an account, and whom it may not call."""

    @operation(SipId, Names, returns=Done, replaces=("members",), faults=_INPUT, may=WRITE)
    def setRejectMembers(call: Call, sipId: SipIdFields, members: Sequence[str]) -> bool:
        """Replace the patterns of callers that are rejected: sip:user@domain, % for anything."""
        return service.set_reject_members(call, sipId, members)

    @reading(SipId, returns=Names, faults=(MissingInput, AccountUnknown), may=READ)
    def getRejectMembers(call: Call, sipId: SipIdFields) -> list[str]:
        """The patterns of callers that are rejected, as they were set."""
        return service.get_reject_members(call, sipId)

    @operation(SipId, Names, returns=Done, replaces=("prefixes",), faults=_INPUT, may=WRITE)
    def setBarringPrefixes(call: Call, sipId: SipIdFields, prefixes: Sequence[str]) -> bool:
        """Replace the prefixes of numbers that may not be called: + and the first digits (E.164)."""
        return service.set_barring_prefixes(call, sipId, prefixes)

    @reading(SipId, returns=Names, faults=(MissingInput, AccountUnknown), may=READ)
    def getBarringPrefixes(call: Call, sipId: SipIdFields) -> list[str]:
        """The prefixes of numbers that may not be called, in numeric order."""
        return service.get_barring_prefixes(call, sipId)
