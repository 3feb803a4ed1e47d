# SPDX-License-Identifier: Apache-2.0
"""Call diversions on the wire (sip.md 2.5)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import AccountUnknown
from ngnprov.ports.sip.features.diversions import service
from ngnprov.ports.sip.features.diversions.types import CallDiversions
from ngnprov.ports.sip.features.diversions.wire import CallDiversionsAnswer, CallDiversionsFields
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, operation, reading


class SipDiversions(PortService):
    """Where the calls of an account go when it does not take them."""

    @operation(
        SipId,
        CallDiversions,
        returns=Done,
        replaces=("diversions",),
        faults=(MissingInput, InvalidValue, AccountUnknown),
        may=WRITE,
    )
    def setCallDiversions(call: Call, sipId: SipIdFields, diversions: CallDiversionsFields) -> bool:
        """Replace all call diversions; those that are not given are cleared."""
        return service.set_call_diversions(call, sipId, diversions)

    @reading(SipId, returns=CallDiversions, faults=(MissingInput, AccountUnknown), may=READ)
    def getCallDiversions(call: Call, sipId: SipIdFields) -> CallDiversionsAnswer:
        """All five call diversions, empty where there is none."""
        return service.get_call_diversions(call, sipId)
