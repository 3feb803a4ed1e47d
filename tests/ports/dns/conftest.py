# SPDX-License-Identifier: Apache-2.0
"""People and zones for the tests of DnsPort."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.ports.dns import PORT, publication
from ngnprov.ports.dns.settings import DnsSettings
from tests.support.scene import PortScene, scene_fixtures

SETTINGS = DnsSettings(
    nameservers=("ns1.provider.test", "ns2.provider.test"),
    mail_redirector="mailfwd.provider.test",
    web_redirector="203.0.113.80",
)


class DnsScene(PortScene):
    """The customer owns the zone ``example.com``, which has the name servers of the settings."""

    port = PORT
    credits = ("dns_zone_credit", "email_credit")
    sections = {"extra": {"dns": SETTINGS}}  # noqa: RUF012

    def furnish(self) -> None:
        """Make the zone."""
        self.root.addZone(zone={"name": "example.com", "customer": self.customer_id})

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


dns_world, dns, quick_dns = scene_fixtures(DnsScene)
