# SPDX-License-Identifier: Apache-2.0
"""Ranges at and below DNS zones (D-M)."""

from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.call import Call
from ngnprov.calls.finding import State
from ngnprov.calls.operation import Task
from ngnprov.ports.dns import publication
from tests.ports.enum.conftest import EnumScene, number_id, range_id, sip
from tests.support import name_servers
from tests.support.examination import examine
from tests.support.scene import prop

ZONE, TREE = "corp.test", "e164.corp.test"
SERVERS = ["ns1.provider.test"]


@pytest.fixture
def within(scene: EnumScene) -> EnumScene:
    """The customer has a DNS zone above the tree of his ranges."""
    scene.admin.setProperties(customer=scene.customer_id, properties=[prop("dns_zone_credit", "9", "admin", "credit")])
    scene.admin.dns.addZone(zone={"name": ZONE, "customer": scene.customer_id, "nameservers": SERVERS})
    return scene


def record(scene: EnumScene, name: str, type: str = "TXT", value: str = "x") -> None:
    """A record of the zone."""
    scene.admin.dns.addRecord(record={"zone": ZONE, "name": name, "type": type, "value": value})


def published(scene: EnumScene, zone: str = ZONE) -> tuple[list[str], list[str]]:
    """The lines of the DNS zone below SOA, and what is said of them."""

    def write(call: Call) -> tuple[list[str], list[str]]:
        said: list[str] = []
        return list(publication.master_file(call, zone, said.append)), said

    lines, said = scene.world.operator.run(Task(name="zone export", writes=False), write)
    return lines, said


def serial(scene: EnumScene) -> int:
    """The serial of the zone."""
    found: int = scene.admin.dns.getZone(zone=ZONE)["serial"]
    return found


def test_d_m_a_range_at_or_below_a_zone_of_another_customer_is_not_allowed(within: EnumScene) -> None:
    id, sibling = within.sibling()
    before = within.world.fingerprint()
    for caller, range in (
        (sibling, {}),
        (within.stranger(), {}),
        (within.reseller_login, {"customer": id}),
        (within.root, {"customer": id}),
        (within.root, {"customer": 0}),
    ):
        before = within.world.fingerprint()
        for tld in (TREE, ZONE):
            fault = caller.refused("addRange", range={"id": range_id("3120", tld), **range})
            assert (fault.code, fault.field) == (902, "range.id")
            assert ZONE not in fault.text
        assert within.world.fingerprint() == before


def test_d_m_a_range_at_the_name_of_a_zone_hides_all_but_its_servers(within: EnumScene) -> None:
    zone: dict[str, Any] = {"name": "0.2.1.3.e164.test", "customer": within.customer_id, "nameservers": SERVERS}
    within.admin.dns.addZone(zone=zone)
    within.admin.dns.addRecord(record={"zone": zone["name"], "name": "", "type": "TXT", "value": "x"})
    _, sibling = within.sibling()
    assert sibling.refused("addRange", range={"id": range_id("3120", "e164.test")}).code == 902
    within.customer_login.addRange(range={"id": range_id("3120", "e164.test")})
    lines, said = published(within, zone["name"])
    assert [line.split()[3] for line in lines[2:]] == ["SOA", "NS"]
    assert said == ["1 records are not published: EnumPort publishes ranges at or above their names"]


def test_d_m_records_of_the_same_customers_zone_are_hidden_behind_a_delegation(
    within: EnumScene, tmp_path: Path
) -> None:
    record(within, "0.2.1.3.e164")
    record(within, "1.0.2.1.3.e164", "A", "192.0.2.1")
    record(within, "9.1.3.e164", "A", "192.0.2.9")
    record(within, "www", "A", "192.0.2.1")
    before = serial(within)
    within.customer_login.addRange(
        range={"id": range_id("3120", TREE), "nameservers": ["ns9.provider.test"], "ttl": 60}
    )
    assert serial(within) == before + 1
    lines, said = published(within)
    assert lines[3:] == [
        "@ 3600 IN NS ns1.provider.test.",
        "0.2.1.3.e164 60 IN NS ns9.provider.test.",
        "9.1.3.e164 3600 IN A 192.0.2.9",
        "www 3600 IN A 192.0.2.1",
    ]
    assert said == ["2 records are not published: EnumPort publishes ranges at or above their names"]
    with name_servers.bind(ZONE, "\n".join(lines) + "\n", tmp_path) as served:
        assert served.ask("www.corp.test", "A") == ["192.0.2.1"]
    (remark,) = examine(within.world.database)
    assert remark.state is State.REMARK
    assert remark.text == f"ENUM range 3120 {TREE} hides 2 records of the DNS zone {ZONE}, which are not published"


def test_d_m_the_zone_follows_its_ranges(within: EnumScene) -> None:
    record(within, "1.0.2.1.3.e164", "A", "192.0.2.1")
    within.customer_login.addRange(range={"id": range_id("3120", TREE)})
    assert published(within)[1][0] == f"0.2.1.3.{TREE} is not delegated: no name servers of the range are known"
    before = serial(within)
    inner = {"id": range_id("31201", TREE), "nameservers": ["ns8.provider.test"]}
    within.customer_login.addRange(range=inner)  # a matter of the range around it
    number = {"id": number_id("31201001", TREE), "mappings": [sip("sip:a@x")]}
    within.customer_login.addNumber(number=number)
    assert serial(within) == before
    assert all("ns8" not in line for line in published(within)[0])
    within.customer_login.updateRange(range={"id": range_id("3120", TREE), "nameservers": ["ns9.provider.test"]})
    assert serial(within) == before + 1
    within.customer_login.deleteNumber(enumId=number["id"])
    within.customer_login.deleteRange(range=range_id("31201", TREE))
    within.customer_login.deleteRange(range=range_id("3120", TREE))
    assert serial(within) == before + 2
    lines, said = published(within)
    assert (lines[-1], said) == ("1.0.2.1.3.e164 3600 IN A 192.0.2.1", [])
    assert examine(within.world.database) == []
