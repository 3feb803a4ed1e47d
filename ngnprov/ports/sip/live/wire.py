# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed

CallQueryFields = TypedDict("CallQueryFields", {
    "from_date": int, "to_date": int, "limit": int,
}, total=False)
"""What was supplied of a CallQuery."""


CallsQueryFields = TypedDict("CallsQueryFields", {
    "placed": CallQueryFields, "received": CallQueryFields,
}, total=False)
"""What was supplied of a CallsQuery."""


class CallAnswer(NamedTuple):
    """A Call as it is answered, in wire order."""

    from_uri: str
    to_uri: str
    from_header: str
    start_time: int
    stop_time: int
    duration: int
    status: int
    session_id: str
    from_tag: str
    to_tag: str
    proxy_ip: str
    application_types: Sequence[str]
    price: Decimal


class CallsAnswer(NamedTuple):
    """A Calls as it is answered, in wire order."""

    placed: Listed[CallAnswer]
    received: Sequence[CallAnswer]


class CallStatisticsAnswer(NamedTuple):
    """A CallStatistics as it is answered, in wire order."""

    calls: int
    price: Decimal


class CallsStatisticsAnswer(NamedTuple):
    """A CallsStatistics as it is answered, in wire order."""

    placed: CallStatisticsAnswer
    received: CallStatisticsAnswer


class SipDeviceLocationAnswer(NamedTuple):
    """A SipDeviceLocation as it is answered, in wire order."""

    address: str
    port: int
    public_address: str
    public_port: int
    expires: int
    user_agent: str
    transport: str


class SipDeviceLocationsAnswer(NamedTuple):
    """A SipDeviceLocations as it is answered, in wire order."""

    locations: Sequence[SipDeviceLocationAnswer]


SipTraceFilterFields = TypedDict("SipTraceFilterFields", {
    "node_ip": str, "call_id": str, "from_tag": str, "to_tag": str,
}, total=False)
"""What was supplied of a SipTraceFilter."""


MediaTraceFilterFields = TypedDict("MediaTraceFilterFields", {
    "node_ip": str, "call_id": str, "from_tag": str, "to_tag": str,
}, total=False)
"""What was supplied of a MediaTraceFilter."""
