# SPDX-License-Identifier: Apache-2.0
"""The seam to a SIP platform: what it must answer, and the one that knows nothing.

Who runs one names a factory of a :class:`Provider` in ``[sip] platform`` (docs/platform.md). Texts are plain Unicode and times
whole seconds since 1970 (UTC); the service turns them into what the wire shows. Accounts and domains have been checked to be
in the caller's scope. Questions about the whole platform come with the actor who asks, so that a provider can restrict the
answer.

Several threads ask at once. What takes longer than ``[sip] platform_seconds``, raises, or answers something of another type is
answered as if there were no platform (:mod:`ngnprov.ports.sip.live.platform`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from ngnprov.calls.actor import Actor
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.live.wire import CallAnswer, CallStatisticsAnswer, SipDeviceLocationAnswer

Json = dict[str, Any]


class Period(NamedTuple):
    """Which calls: begun from ``since`` on and before ``until``, 0 being open; the latest ``limit`` of them."""

    since: int
    until: int
    limit: int


CallRecord = CallAnswer
"""A call (sip.md 4.11). ``stop_time`` 0 is a call in progress; ``status`` is the final SIP code."""

Statistics = CallStatisticsAnswer
"""How many calls, and what they cost together."""

Location = SipDeviceLocationAnswer
"""A registered device (sip.md 4.12). ``public_address`` "" and ``public_port`` 0: seen as it says."""


class Dialog(NamedTuple):
    """What a trace is asked for; "" where the caller does not know."""

    node_ip: str
    call_id: str
    from_tag: str
    to_tag: str


class Node(NamedTuple):
    """A machine of the platform, with what it does (``sip_proxy``, ``media_relay``, ...) and whatever else it tells of itself.

    The attributes are shown to administrators as they are, so no credentials belong there.
    """

    ip: str
    version: str
    roles: Sequence[str]
    attributes: Mapping[str, str | int | float]


class Provider(Protocol):
    """A SIP platform. The JSON shapes are those of sip.md 5.16."""

    def calls(
        self, account: Account, placed: Period, received: Period, /
    ) -> tuple[Sequence[CallRecord], Sequence[CallRecord]]:
        """The calls that an account placed, and those that it received, newest first."""

    def statistics(self, account: Account, placed: Period, received: Period, /) -> tuple[Statistics, Statistics]:
        """The sums over the calls that an account placed and received, whatever the limits say."""

    def locations(self, accounts: Sequence[Account], /) -> Sequence[Sequence[Location]]:
        """The devices of each account, in the order of the accounts."""

    def sip_trace(self, actor: Actor, dialog: Dialog, /) -> Sequence[Json]:
        """The SIP messages of a call."""

    def media_trace(self, actor: Actor, dialog: Dialog, /) -> Json | None:
        """The media streams of a call; None when they are not known."""

    def media_summary(self, actor: Actor, /) -> Sequence[Json]:
        """The media relays and their load."""

    def media_sessions(self, actor: Actor, /) -> Sequence[Json]:
        """The calls whose media are relayed now."""

    def online_accounts(self, domains: Sequence[str], /) -> Mapping[str, int]:
        """Of how many accounts of each domain a device is registered; a domain without any may be left out."""

    def nodes(self) -> Sequence[Node]:
        """The machines of the platform, and how each is."""


class TellsPhones(Protocol):
    """What a provider may do besides: one without this method tells phones nothing."""

    def resync(self, username: str, domain: str, /) -> None:
        """Have the devices that are registered for an account fetch their configuration: NOTIFY, event ``check-sync``.

        It has come to nothing when it raises, and is tried again later.
        """


class NoPlatform:
    """Answers for a server to which no platform is attached."""

    def calls(
        self, _account: Account, _placed: Period, _received: Period, /
    ) -> tuple[Sequence[CallRecord], Sequence[CallRecord]]:
        """None."""
        return (), ()

    def statistics(self, _account: Account, _placed: Period, _received: Period, /) -> tuple[Statistics, Statistics]:
        """No calls."""
        return Statistics(0, Decimal(0)), Statistics(0, Decimal(0))

    def locations(self, accounts: Sequence[Account], /) -> Sequence[Sequence[Location]]:
        """No devices."""
        return [()] * len(accounts)

    def sip_trace(self, _actor: Actor, _dialog: Dialog, /) -> Sequence[Json]:
        """No messages."""
        return ()

    def media_trace(self, _actor: Actor, _dialog: Dialog, /) -> Json | None:
        """Not known."""
        return None

    def media_summary(self, _actor: Actor, /) -> Sequence[Json]:
        """No relays."""
        return ()

    def media_sessions(self, _actor: Actor, /) -> Sequence[Json]:
        """No calls."""
        return ()

    def online_accounts(self, _domains: Sequence[str], /) -> Mapping[str, int]:
        """Of none."""
        return {}

    def nodes(self) -> Sequence[Node]:
        """No machines."""
        return ()
