# SPDX-License-Identifier: Apache-2.0
"""What no DNS server would take, and what belongs to a zone below, is refused by its field."""

import pytest

from tests.ports.dns.conftest import DnsScene


def test_names_in_a_zone_of_others_below_are_not_given(dns: DnsScene) -> None:
    sibling = dns.add("sibling", reseller=dns.reseller_id)
    dns.root.addZone(zone={"name": "sub.example.com", "customer": sibling})
    before = dns.world.fingerprint()
    for given in (
        {"name": "info@sub.example.com", "type": "MBOXFW", "value": "thief@corp.test"},
        {"name": "go.sub", "type": "URL", "value": "http://thief.test/"},
        {"name": "a@deep.sub.example.com", "type": "MBOXFW", "value": "thief@corp.test"},
    ):
        fault = dns.customer_login.refused("addFancyRecord", record={"zone": "example.com", **given})
        assert (fault.code, fault.field) == (7000, "record.name")
    assert dns.world.fingerprint() == before
    own = {"name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test", "zone": "example.com"}
    dns.customer_login.addFancyRecord(record=own)


@pytest.mark.parametrize(
    "value",
    [
        "52 0 0 N 4 0 0 E 99999999999m",
        "52 0 0 N 4 0 0 E nan",
        "52 0 0 N 4 0 0 E -200000m",
        "90 59 59.999 N 180 0 0 E 0m",
        "52 0 0 N 180 0 1 E 0m",
        "52 0 0 N 4 0 0 E 0m 95000000m",
    ],
)
def test_a_place_that_is_not_on_earth_is_refused(quick_dns: DnsScene, value: str) -> None:
    record = {"name": "here", "zone": "example.com", "type": "LOC", "value": value}
    fault = quick_dns.customer_login.refused("addRecord", record=record)
    assert (fault.code, fault.field) == (101, "record.value")


def test_a_wildcard_is_not_delegated(quick_dns: DnsScene) -> None:
    record = {"name": "*", "zone": "example.com", "type": "NS", "value": "ns1.other.test"}
    assert quick_dns.customer_login.refused("addRecord", record=record).field == "record.name"
    stored = quick_dns.record("*.a", "CNAME", "www.other.test.")
    changed = {"id": stored["id"], "type": "NS", "value": "ns1.other.test"}
    assert quick_dns.customer_login.refused("updateRecord", record=changed).field == "record.name"


def test_a_zone_whose_mailbox_is_too_long_and_a_short_name_server_are_refused(quick_dns: DnsScene) -> None:
    name = ".".join(["a" * 60] * 4)[:239] + ".test"
    assert quick_dns.root.refused("addZone", zone={"name": name}).field == "zone.email"
    fault = quick_dns.root.refused("addZone", zone={"name": "new.test", "nameservers": ["ns1"]})
    assert fault.field == "zone.nameservers"
    fault = quick_dns.root.refused("addZone", zone={"name": "new.test", "email": "ſ@example.com"})
    assert fault.field == "zone.email"


def test_a_zone_that_is_made_again_goes_on_with_its_serial(dns: DnsScene) -> None:
    for number in range(3):
        dns.record(f"a{number}", "A", "192.0.2.1")
    before = dns.serial()
    dns.customer_login.deleteZone(zone="example.com")
    dns.customer_login.addZone(zone={"name": "Example.com"})
    assert dns.serial() == before + 1
