# SPDX-License-Identifier: Apache-2.0
"""Live data on the wire (sip.md 2.6)."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import AccountUnknown, MediaTraceUnknown
from ngnprov.ports.sip.live import service
from ngnprov.ports.sip.live.types import (
    Calls,
    CallsQuery,
    CallsStatistics,
    MediaTraceFilter,
    SipDeviceLocations,
    SipTraceFilter,
)
from ngnprov.ports.sip.live.wire import (
    CallsAnswer,
    CallsQueryFields,
    CallsStatisticsAnswer,
    MediaTraceFilterFields,
    SipDeviceLocationsAnswer,
    SipTraceFilterFields,
)
from ngnprov.ports.sip.permissions import READ, READ_PLATFORM
from ngnprov.ports.sip.types import SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, reading
from ngnprov.soap.types import Json, ListOf


class SipLive(PortService):
    """Calls, devices and media as the SIP platform knows them; all is empty where none is attached."""

    @reading(SipId, CallsQuery, returns=Calls, optional=("query",), faults=(MissingInput, AccountUnknown), may=READ)
    def getCalls(call: Call, sipId: SipIdFields, query: CallsQueryFields | None) -> CallsAnswer:
        """The calls that an account placed and received, newest first."""
        return service.get_calls(call, sipId, query or {})

    @reading(
        SipId, CallsQuery, returns=CallsStatistics, optional=("query",), faults=(MissingInput, AccountUnknown), may=READ
    )
    def getCallStatistics(call: Call, sipId: SipIdFields, query: CallsQueryFields | None) -> CallsStatisticsAnswer:
        """The sums over the calls of an account; without dates, over those of the current month."""
        return service.get_statistics(call, sipId, query or {})

    @reading(ListOf(SipId), returns=ListOf(SipDeviceLocations), faults=(InvalidValue,), may=READ)
    def getSipDeviceLocations(call: Call, sipIds: Sequence[SipIdFields]) -> list[SipDeviceLocationsAnswer]:
        """The registered devices of each account, in the order asked for; an unknown account has none."""
        return service.get_locations(call, sipIds)

    @reading(SipTraceFilter, returns=Json("[]"), optional=("filter",), may=READ_PLATFORM)
    def getSipTrace(call: Call, filter: SipTraceFilterFields | None) -> str:
        """The SIP messages of a call, a JSON list."""
        return service.get_sip_trace(call, filter or {})

    @reading(MediaTraceFilter, returns=Json("{}"), optional=("filter",), faults=(MediaTraceUnknown,), may=READ_PLATFORM)
    def getMediaTrace(call: Call, filter: MediaTraceFilterFields | None) -> str:
        """The media streams of a call, a JSON object."""
        return service.get_media_trace(call, filter or {})

    @reading(returns=Json("[]"), may=READ_PLATFORM)
    def getMediaSummary(call: Call) -> str:
        """The media relays and their load, a JSON list."""
        return service.get_media_summary(call)

    @reading(returns=Json("[]"), may=READ_PLATFORM)
    def getMediaSessions(call: Call) -> str:
        """The calls whose media are relayed now, a JSON list."""
        return service.get_media_sessions(call)
