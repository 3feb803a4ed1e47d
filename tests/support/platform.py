# SPDX-License-Identifier: Apache-2.0
"""A SIP platform that is none: it answers as one does, and tells what it was asked. ``attach`` gives it to a server."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from ngnprov.calls.actor import Actor
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.live.platform import Platform
from ngnprov.ports.sip.live.provider import CallRecord, Dialog, Json, Location, Node, Period, Provider, Statistics
from tests.support.world import World

NAMED = "tests.support.platform:simulated"
"""How settings name it."""

SECONDS = 60.0
"""What a platform answers must not depend on the speed of the machine."""

P = TypeVar("P", bound=Provider)


def attach(world: World, provider: P, seconds: float = SECONDS) -> P:
    """Have a server ask this platform."""
    world.app.runner.context.attached["sip"] = Platform(provider, seconds)
    return provider


def simulated(options: str) -> "SimulatedPlatform":
    """The factory that settings name; the options are the version of its first node."""
    return SimulatedPlatform(version=options)


class SimulatedPlatform:
    """Every account has one device and has placed one call; ``asked`` is what was asked of whom."""

    def __init__(self, version: str = "5.8.1") -> None:
        self.asked: list[Any] = []
        self.version = version

    def calls(
        self, account: Account, placed: Period, received: Period, /
    ) -> tuple[Sequence[CallRecord], Sequence[CallRecord]]:
        self.asked.append((account.address, placed, received))
        one = CallRecord(
            from_uri="sip:alice@example.com;a=b",
            to_uri="sip:bob@example.com",
            from_header='"Zoë\r\n" <sip:alice@example.com>',
            start_time=1_700_000_000,
            stop_time=0,
            duration=5,
            status=200,
            session_id="id=1",
            from_tag="f",
            to_tag="t",
            proxy_ip="10.0.0.1",
            application_types=["audio, video"],
            price=Decimal("0.1250"),
        )
        return [one], []

    def statistics(self, account: Account, placed: Period, received: Period, /) -> tuple[Statistics, Statistics]:
        self.asked.append((account.address, placed, received))
        return Statistics(3, Decimal("1.5")), Statistics(1, Decimal(0))

    def locations(self, accounts: Sequence[Account], /) -> Sequence[Sequence[Location]]:
        self.asked.append([account.address for account in accounts])
        return [
            [Location("192.168.0.2", 5060, "203.0.113.9", 1024, 600, f"Phone of {account.username}", "udp")]
            for account in accounts
        ]

    def sip_trace(self, actor: Actor, dialog: Dialog, /) -> Sequence[Json]:
        self.asked.append((actor.level, dialog))
        return [{"id": 1, "message": "INVITE sip:bob\r\n\x01 <&> Zoë"}]

    def media_trace(self, actor: Actor, dialog: Dialog, /) -> Json | None:
        self.asked.append((actor.level, dialog))
        return {"duration": 1, "streams": []}

    def media_summary(self, actor: Actor, /) -> Sequence[Json]:
        return [{"ip": "10.0.0.1", "stream_count": {"audio": 2}}]

    def media_sessions(self, actor: Actor, /) -> Sequence[Json]:
        return [{"call_id": "c", "streams": []}]

    def online_accounts(self, domains: Sequence[str], /) -> Mapping[str, int]:
        self.asked.append(domains)
        return {domain: len(domain) for domain in domains}

    def nodes(self) -> Sequence[Node]:
        return [
            Node("10.0.0.1", self.version, ["sip_proxy"], {"uptime": 7}),
            Node("10.0.0.2", "4.0.0", ["media_relay"], {}),
        ]
