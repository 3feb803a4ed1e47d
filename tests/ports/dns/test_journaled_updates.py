# SPDX-License-Identifier: Apache-2.0
"""The journal says of an update how each member was and is, be it empty: the same members on both sides."""

import json
from typing import Any

import pytest

from tests.ports.dns.conftest import DnsScene

ZONE = {"info": "x", "email": "a@example.net", "ttl": 60, "minimum": 60, "retry": 60, "expire": 60, "refresh": 60}


@pytest.mark.parametrize(
    ("member", "value", "stored"),
    [
        ("info", "", ""),
        ("email", "", "hostmaster@example.net"),
        ("ttl", 0, 3600),
        ("minimum", 0, 3600),
        ("retry", 0, 3600),
        ("expire", 0, 604800),
        ("refresh", 0, 10800),
    ],
)
def test_of_a_zone_both_sides_are_told(quick_dns: DnsScene, member: str, value: Any, stored: Any) -> None:
    quick_dns.customer_login.addZone(zone={"name": "example.net", **ZONE})
    quick_dns.customer_login.updateZone(zone={"name": "example.net", member: value})
    assert last(quick_dns, "updateZone") == ({member: ZONE[member]}, {member: stored})


def test_of_a_zone_that_moves_both_sides_are_told(quick_dns: DnsScene) -> None:
    quick_dns.reseller_login.updateZone(zone={"name": "example.com", "customer": quick_dns.reseller_id})
    assert last(quick_dns, "updateZone") == ({"customer": quick_dns.customer_id}, {"customer": quick_dns.reseller_id})


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        ({"owner": 0}, {"owner": 2}, {"owner": 0}),
        ({"ttl": 0}, {"ttl": 60}, {"ttl": 3600}),
        ({"priority": 0}, {"priority": 10}, {"priority": 0}),
        ({"value": "b"}, {"value": "a.example.com"}, {"value": "b.example.com"}),
        (
            {"type": "TXT", "value": "b"},
            {"type": "MX", "value": "a.example.com", "priority": 10},
            {"type": "TXT", "value": "b", "priority": 0},
        ),
    ],
)
def test_of_a_record_both_sides_are_told(quick_dns: DnsScene, given: Any, before: Any, after: Any) -> None:
    assert quick_dns.customer_id == 2
    record = quick_dns.record("m", "MX", "a", owner=2, ttl=60, priority=10)
    quick_dns.customer_login.updateRecord(record={"id": record["id"], **given})
    assert last(quick_dns, "updateRecord") == (before, after)


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        ({"owner": 0}, {"owner": 2}, {"owner": 0}),
        ({"ttl": 0}, {"ttl": 60}, {"ttl": 3600}),
        ({"value": "b@example.net"}, {"value": "a@example.net"}, {"value": "b@example.net"}),
    ],
)
def test_of_a_fancy_record_both_sides_are_told(quick_dns: DnsScene, given: Any, before: Any, after: Any) -> None:
    record = quick_dns.customer_login.addFancyRecord(
        record={"name": "a@example.com", "type": "MBOXFW", "value": "a@example.net", "owner": 2, "ttl": 60}
    )
    quick_dns.customer_login.updateFancyRecord(record={"id": record["id"], **given})
    assert last(quick_dns, "updateFancyRecord") == (before, after)


def test_an_update_that_changes_nothing_is_not_told(quick_dns: DnsScene) -> None:
    record = quick_dns.record("a", "A", "192.0.2.1")
    for _ in range(2):
        quick_dns.customer_login.updateRecord(record=record)
        quick_dns.customer_login.updateZone(zone=quick_dns.root.getZone(zone="example.com"))
    assert not quick_dns.world.sql("SELECT id FROM journal WHERE operation IN ('updateRecord', 'updateZone')")


def last(scene: DnsScene, operation: str) -> tuple[Any, Any]:
    """Before and after of the one entry of an operation."""
    (row,) = scene.world.sql(f"SELECT before, after FROM journal WHERE operation = '{operation}'")
    return json.loads(row[0]), json.loads(row[1])
