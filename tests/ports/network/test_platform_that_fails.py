# SPDX-License-Identifier: Apache-2.0
"""A SIP platform that hangs, fails or answers nonsense: CDRTool's pages get their JSON objects in time all the same (network.md 1)."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from ngnprov.ports.sip.live.provider import Node
from ngnprov.ports.sip.settings import SipSettings
from tests.ports.network.conftest import NetworkScene, statistics, status
from tests.support.platform import SimulatedPlatform, attach

PATIENCE = 5
"""Seconds after which the old client gives up."""
NOBODY_ONLINE = {"example.com": 0, "reseller.example": 0}


class Answering(SimulatedPlatform):
    """What it says of machines and numbers is made by ``act``."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__()
        self.act = act

    def online_accounts(self, domains: Sequence[str], /) -> Mapping[str, int]:
        found: Mapping[str, int] = self.act()
        return found

    def nodes(self) -> Sequence[Node]:
        found: Sequence[Node] = self.act()
        return found


def is_alone(scene: NetworkScene) -> bool:
    """Does the server tell of itself only, and of nobody who is online?"""
    counted = statistics(scene.root)["summary"]["sip_proxy"]
    assert list(counted["total_accounts"]) == list(NOBODY_ONLINE)
    return list(status(scene.root)) == ["1"] and counted["online_accounts"] == NOBODY_ONLINE


@pytest.fixture
def go() -> Iterator[threading.Event]:
    """When the platform that hangs goes on."""
    event = threading.Event()
    yield event
    event.set()


def test_a_platform_that_hangs_is_passed_over_before_the_old_client_gives_up(
    network: NetworkScene, go: threading.Event
) -> None:
    attach(network.world, Answering(go.wait), seconds=network.world.settings.of(SipSettings).platform_seconds)
    for caller, operation in ((network.root, "getStatus"), (network.root, "getStatistics")):
        began = time.monotonic()
        answer = json.loads(caller.call(operation, {}))
        assert time.monotonic() - began < PATIENCE
        assert isinstance(answer, dict)
        assert answer


def refused() -> Any:
    raise ConnectionRefusedError("[Errno 111] Connection refused")


@pytest.mark.parametrize(
    "act",
    [
        refused,
        lambda: None,
        lambda: 7,
        lambda: {"example.com": "3"},
        lambda: {"example.com": -1},
        lambda: {"example.com": 2.5},
        lambda: [{"ip": "10.0.0.1"}],
        lambda: [Node("10.0.0.1", "1", None, {})],  # type: ignore[arg-type]
        lambda: [Node("10.0.0.1", "1", [], None)],  # type: ignore[arg-type]
        lambda: [Node("10.0.0.1", "1", [], {"load": float("nan")})],
        lambda: [Node("10.0.0.1", "1", [], {"load": float("inf")})],
        lambda: [Node("10.0.0.1", "1", [], {"disks": ["a", "b"]})],  # type: ignore[dict-item]
    ],
)
def test_what_is_no_answer_is_answered_as_without_a_platform(
    quick_network: NetworkScene, act: Callable[[], Any]
) -> None:
    attach(quick_network.world, Answering(act))
    assert is_alone(quick_network)


def test_attributes_are_texts_and_numbers_of_any_kind(network: NetworkScene) -> None:
    attributes: dict[str, str | int | float] = {"load": 0.25, "uptime": 7, "name": "Zoë\x00 & <co>"}
    attach(network.world, Answering(lambda: [Node("10.0.0.1", "1", ["sip_proxy", "media_relay"], attributes)]))
    machine = status(network.root)["2"]
    assert machine == {
        **{"ip": "10.0.0.1", "version": "1", "roles": ["sip_proxy", "media_relay"]},
        **{"load": 0.25, "uptime": 7, "name": "Zoë? & <co>"},
    }


def test_a_machine_without_roles_has_an_empty_list_of_them(network: NetworkScene) -> None:
    """CDRTool walks through the roles of each."""
    attach(network.world, Answering(lambda: [Node("10.0.0.1", "1", (), {})]))
    assert status(network.customer_login)["2"]["roles"] == []
