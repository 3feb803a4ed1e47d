# SPDX-License-Identifier: Apache-2.0
"""People and zones for the tests of DnsPort, in both dialects and on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.ports.dns import publication
from ngnprov.ports.dns.settings import DnsSettings
from tests.ports.customer.conftest import Scene, prop
from tests.support.caller import Caller
from tests.support.world import World

CREDITS = ("dns_zone_credit", "email_credit")
SETTINGS = DnsSettings(
    nameservers=("ns1.provider.test", "ns2.provider.test"),
    mail_redirector="mailfwd.provider.test",
    web_redirector="203.0.113.80",
)


class DnsScene(Scene):
    """A server with a reseller and a customer of it, who have plenty of credit, and a zone of the customer.

    ``reseller_id`` logs in as ``reseller``; ``customer_id`` as ``customer`` with ``example.com``; the password of both is
    ``secret``.
    """

    def __init__(self, world: World, dialect: str) -> None:
        super().__init__(world, dialect)
        plenty = [granted(name, 100) for name in CREDITS]
        self.reseller_id = self.reseller("reseller", properties=plenty)
        self.customer_id = self.add("customer", reseller=self.reseller_id, properties=plenty)
        self.admin.dns.addZone(zone={"name": "example.com", "customer": self.customer_id})

    @property
    def root(self) -> Caller:
        """The administrator at DnsPort."""
        return self.admin.dns

    @property
    def reseller_login(self) -> Caller:
        """The reseller at DnsPort."""
        return self.login("reseller").dns

    @property
    def customer_login(self) -> Caller:
        """The customer at DnsPort."""
        return self.login("customer").dns

    def stranger(self) -> Caller:
        """Another reseller, active and with credit, at DnsPort; made on first use."""
        if not self.admin.getResellers(query={"filter": {"username": "stranger"}})["total"]:
            self.reseller("stranger", properties=[granted(name, 100) for name in CREDITS])
        return self.login("stranger").dns

    def grant(self, id: int, **values: Any) -> None:
        """Set credits of an entry."""
        self.admin.setProperties(customer=id, properties=[granted(name, value) for name, value in values.items()])

    def record(self, name: str, type: str, value: str, **members: Any) -> dict[str, Any]:
        """Create a record of ``example.com`` as the customer; what came back."""
        given = {"name": name, "zone": "example.com", "type": type, "value": value, **members}
        answer: dict[str, Any] = self.customer_login.addRecord(record=given)
        return answer

    def serial(self, zone: str = "example.com") -> int:
        """The serial of a zone."""
        serial: int = self.root.getZone(zone=zone)["serial"]
        return serial

    def published(self, zone: str = "example.com") -> list[str]:
        """The lines of a zone's master file."""
        return self.publication(zone)[0]

    def publication(self, zone: str) -> tuple[list[str], list[str]]:
        """The lines, and what is said of them."""

        def write(call: Call) -> tuple[list[str], list[str]]:
            said: list[str] = []
            return list(publication.master_file(call, zone, said.append)), said

        return self.world.operator.run(Task(name="zone export", writes=False), write)


def granted(name: str, value: Any) -> dict[str, Any]:
    """A credit as a property."""
    return prop(name, str(value), "admin", "credit")


@pytest.fixture(params=["encoded", "literal"])
def dns(request: pytest.FixtureRequest, world: World) -> Iterator[DnsScene]:
    """Both dialects on both databases."""
    with world.with_settings(extra={"dns": SETTINGS}) as served:
        yield DnsScene(served, request.param)


@pytest.fixture
def quick_dns(sqlite_world: World) -> Iterator[DnsScene]:
    """RPC/encoded on SQLite, for rules that depend on neither."""
    with sqlite_world.with_settings(extra={"dns": SETTINGS}) as served:
        yield DnsScene(served, "encoded")
