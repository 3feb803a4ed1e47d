# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed


class CallQueryFields(TypedDict, total=False):
    """What was supplied of a CallQuery."""

    from_date: int
    to_date: int
    limit: int


class CallsQueryFields(TypedDict, total=False):
    """What was supplied of a CallsQuery."""

    placed: CallQueryFields
    received: CallQueryFields


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


class SipTraceFilterFields(TypedDict, total=False):
    """What was supplied of a SipTraceFilter."""

    node_ip: str
    call_id: str
    from_tag: str
    to_tag: str


class MediaTraceFilterFields(TypedDict, total=False):
    """What was supplied of a MediaTraceFilter."""

    node_ip: str
    call_id: str
    from_tag: str
    to_tag: str
