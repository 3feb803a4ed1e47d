# SPDX-License-Identifier: Apache-2.0
"""The property dns_admin_email means the same in the SOA of a DNS zone and of an ENUM range (dns.md Z5, enum.md 6)."""

from pathlib import Path

import pytest

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.ports.dns import publication
from ngnprov.ports.enum import zone as enum_zone
from ngnprov.ports.enum.settings import EnumSettings
from ngnprov.settings import SettingsError, load
from tests.support import bind
from tests.support.scene import Scene, prop
from tests.support.world import World

SERVERS = ["ns1.provider.test"]
RANGE = "8.0.2.1.3.e164.arpa"


class Published(Scene):
    """A customer of a reseller with a DNS zone and an ENUM range, and what both say of their administrator."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "encoded")
        self.reseller_id = self.reseller()
        self.customer_id = self.add("customer", reseller=self.reseller_id)
        zone = {"name": "example.com", "nameservers": SERVERS, "customer": self.customer_id}
        self.admin.dns.addZone(zone=zone)
        given = {"id": {"prefix": "31208", "tld": "e164.arpa"}, "nameservers": SERVERS, "customer": self.customer_id}
        self.admin.enum.addRange(range=given)

    def say(self, customer: str, reseller: str = "") -> None:
        """Set the property of both."""
        for id, value in ((self.customer_id, customer), (self.reseller_id, reseller)):
            self.admin.setProperties(customer=id, properties=[prop("dns_admin_email", value)])

    def files(self) -> tuple[str, str]:
        """The master files of the zone, which is told to find its administrator anew, and of the range."""
        self.admin.dns.updateZone(zone={"name": "example.com", "email": ""})

        def write(call: Call) -> tuple[str, str]:
            lines = (
                publication.master_file(call, "example.com", pytest.fail),
                enum_zone.master_file(call, "31208", "e164.arpa"),
            )
            zone, range = ("\n".join([*each, ""]) for each in lines)
            return zone, range

        return self.world.operator.run(Task(name="export", writes=False), write)

    def administrators(self) -> tuple[str, str]:
        """The RNAME of both."""
        zone, range = (file.split(" SOA ", 1)[1].split()[1] for file in self.files())
        return zone, range


@pytest.fixture
def published(sqlite_world: World) -> Published:
    """On SQLite: the rule depends on neither dialect nor database."""
    return Published(sqlite_world)


def test_without_a_property_each_has_its_default(published: Published) -> None:
    assert published.administrators() == ("hostmaster.example.com.", "hostmaster.localhost.")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("dns@c.example", "dns.c.example."),
        ("First.Last@C.example.", r"First\.Last.c.example."),
        ("a$b@c.example", "a$b.c.example."),
        ("!#$%&'*+-/=?^_`{|}~@c.example", "!#$%&'*+-/=?^_`{|}~.c.example."),
        ("root@localhost", "root.localhost."),
    ],
)
def test_an_address_is_published_by_both(published: Published, tmp_path: Path, written: str, name: str) -> None:
    published.say(written, "r@r.example")
    assert published.administrators() == (name, name)
    for file, zone in zip(published.files(), ("example.com", RANGE), strict=True):
        bind.accept(file, zone, tmp_path, "-i", "local")


@pytest.mark.parametrize(
    "written", ["", "ask me", "a..b@c.example", "a@1.2", "a@c.example.1-2", "x" * 64 + "@c.example", "a b@c.example"]
)
def test_what_is_no_address_says_nothing_to_either(published: Published, written: str) -> None:
    published.say(written, "r.s@r.example")
    assert published.administrators() == (r"r\.s.r.example.", r"r\.s.r.example.")
    published.say("c@c.example", written)
    assert published.administrators() == ("c.c.example.", "c.c.example.")
    published.say(written, written)
    assert published.administrators() == ("hostmaster.example.com.", "hostmaster.localhost.")


@pytest.mark.parametrize("written", ["", "nobody", "a..b@c.example", "a@1.2", "x" * 64 + "@c.example"])
def test_a_default_that_no_soa_can_hold_refuses_to_start(written: str) -> None:
    sections = {"enum": EnumSettings}
    with pytest.raises(SettingsError, match=r"enum\.dns_admin_email (must be a mail address|is too long)"):
        load(options={"enum.dns_admin_email": written}, sections=sections)
    read = load(options={"enum.dns_admin_email": " Dns@Provider.TEST. "}, sections=sections)
    assert read.of(EnumSettings).dns_admin_email == "Dns@provider.test"
