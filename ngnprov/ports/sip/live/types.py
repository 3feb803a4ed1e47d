# SPDX-License-Identifier: Apache-2.0
"""Types of live data (sip.md 4.11, 4.12)."""

from ngnprov.ports.sip.types import Names
from ngnprov.soap.types import Int, ListOf, Money, Part, Record, Text


class CallQuery(Record):
    """Calls of one direction: begun between two times (seconds since 1970, 0 being open), the latest ``limit`` of them."""

    fromDate = toDate = limit = Int(0)


class CallsQuery(Record):
    """Which calls of an account; all may be absent."""

    placed = received = Part(CallQuery)


class Call(Record):
    """A call. Texts of the parties and of the dialog are quoted-printable (RFC 2045 6.7) in one line."""

    fromURI = toURI = fromHeader = Text(1024)
    startTime = stopTime = duration = status = Int(0)
    sessionId = fromTag = toTag = Text(1024)
    proxyIP = Text(255)
    applicationTypes = Names
    price = Money()


class Calls(Record):
    """The calls that an account placed and received, newest first; ``stopTime`` 0 is a call in progress."""

    placed = received = ListOf(Call)


class CallStatistics(Record):
    """How many calls, and what they cost together."""

    calls = Int(0)
    price = Money()


class CallsStatistics(Record):
    """The sums over the calls that an account placed and received."""

    placed = received = Part(CallStatistics)


class SipDeviceLocation(Record):
    """A registered device: its contact, and where it is seen from outside when that differs. ``expires`` in seconds."""

    address = Text(255)
    port = Int(0, 65535)
    publicAddress = Text(255)
    publicPort = Int(0, 65535)
    expires = Int(0)
    userAgent = Text(1024)
    transport = Text(16)


class SipDeviceLocations(Record):
    """The registered devices of one account."""

    locations = ListOf(SipDeviceLocation)


class SipTraceFilter(Record):
    """The call whose SIP messages are wanted."""

    nodeIp = Text(255)
    callId = fromTag = toTag = Text(1024)


class MediaTraceFilter(Record):
    """The call whose media streams are wanted."""

    nodeIp = Text(255)
    callId = fromTag = toTag = Text(1024)
