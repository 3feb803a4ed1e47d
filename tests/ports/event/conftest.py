# SPDX-License-Identifier: Apache-2.0
"""People whose changes are events, and what a server does with these, for the tests of EventPort."""

import ipaddress
import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import pytest

from ngnprov.ports.event import PORT
from ngnprov.ports.event.delivering import Sender, route
from ngnprov.settings import OutgoingSettings
from ngnprov.upkeep.chain import seal
from tests.support.receiver import Receiver
from tests.support.scene import PortScene, scene_fixtures

PATIENCE = 60


class EventScene(PortScene):
    """A reseller and its customer, who change something; receivers are on this machine."""

    port = PORT
    credits = ("sip_credit",)
    sections: ClassVar[Mapping[str, Any]] = {
        "outgoing": OutgoingSettings(allowed=(ipaddress.ip_network("127.0.0.0/8"),), timeout=PATIENCE)
    }

    def hook(self, receiver: Receiver | str, *events: str, **members: Any) -> dict[str, Any]:
        """A hook of the reseller, unless a customer is given: what is answered, with its secret."""
        url = receiver if isinstance(receiver, str) else f"{receiver.url}/hook"
        made: dict[str, Any] = self.reseller_login.addHook(
            hook={"url": url, "events": list(events) or ["*"], **members}
        )
        return made

    def happen(self, name: str = "a") -> None:
        """Something that the customer does."""
        self.login("customer").sip.addDomain(domain={"domain": f"{name}.example"})

    def settle(self) -> None:
        """As the sealer of a server does."""
        list(seal(self.world.served))

    def route(self) -> None:
        """Make deliveries of what has happened, as a server does."""
        self.settle()
        route(self.world.app.runner, lambda: True)

    def send(self) -> None:
        """Send what is due, as a server does."""
        Sender(self.world.app.runner).work(lambda: True)

    def deliver(self) -> None:
        """Both."""
        self.route()
        self.send()

    def deliveries(self, **filter: Any) -> list[dict[str, Any]]:
        """The newest first."""
        found: list[dict[str, Any]] = self.root.getDeliveries(query={"filter": filter})["deliveries"]
        return found


def bodies(receiver: Receiver) -> list[dict[str, Any]]:
    """What has come, as JSON."""
    return [json.loads(each.body) for each in receiver.received]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


event_world, event, quick_event = scene_fixtures(EventScene)
