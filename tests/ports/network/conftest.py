# SPDX-License-Identifier: Apache-2.0
"""People, domains and accounts for the tests of NetworkPort."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from ngnprov.ports.network import PORT
from ngnprov.ports.network.settings import NetworkSettings
from tests.support.caller import Caller
from tests.support.platform import SimulatedPlatform, attach
from tests.support.scene import PortScene, scene_fixtures

ADDRESS = "192.0.2.10"


class NetworkScene(PortScene):
    """The customer has two accounts in ``example.com``, the reseller one in ``reseller.example``."""

    port = PORT
    credits = ("sip_credit", "sip_alias_credit")
    sections: ClassVar[Mapping[str, Any]] = {"extra": {"network": NetworkSettings(address=ADDRESS)}}

    def furnish(self) -> None:
        """Make the domains and accounts."""
        sip = self.admin.sip
        for name, customer in (
            ("reseller.example", self.reseller_id),
            ("example.com", self.customer_id),
            ("empty.example", self.customer_id),
        ):
            sip.addDomain(domain={"domain": name, "customer": customer})
        for username, domain in (("alice", "example.com"), ("bob", "example.com"), ("carol", "reseller.example")):
            sip.addAccount(account={"id": {"username": username, "domain": domain}, "password": "secret"})


def statistics(caller: Caller) -> Any:
    """What getStatistics answers, read."""
    return json.loads(caller.getStatistics())


def status(caller: Caller) -> Any:
    """What getStatus answers, read."""
    return json.loads(caller.getStatus())


network_world, network, quick_network = scene_fixtures(NetworkScene)


@pytest.fixture
def platform(quick_network: NetworkScene) -> SimulatedPlatform:
    """A SIP platform that is attached to the server."""
    return attach(quick_network.world, SimulatedPlatform())
