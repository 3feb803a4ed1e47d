# SPDX-License-Identifier: Apache-2.0
"""DnsPort: CPU time of a request against plain Spyne. Not called dns.py, which would stand before dnspython."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plain
import plain_zones

from tests.support.caller import Caller
from tests.support.world import Template

RECORDS = 1000


def record(number: int, name: str = "h") -> dict[str, Any]:
    """A record as the old client's form sends it."""
    value = f"10.0.{number >> 8 & 255}.{number & 255}"
    return {
        "name": f"{name}{number}",
        "zone": "example.com",
        "type": "A",
        "value": value,
        "priority": 0,
        "ttl": 3600,
        "owner": 0,
    }


def report(template: Template, place: Path, compare: Callable[..., None], cpu: Callable[..., float]) -> None:
    """CPU time of reading and adding, ours and plain Spyne's; theirs stores nothing."""
    place.mkdir()
    with template.copy(place) as world:
        admin = world.call()
        common = {"password": "p", "resellerActive": True}
        credit = [{"name": "dns_zone_credit", "category": "credit", "value": "1", "permission": "admin"}]
        admin.addAccount(account={"username": "r", "properties": credit, **common})
        caller = world.call(username="r", password="p", admin=False).dns
        caller.addZone(zone={"name": "example.com", "nameservers": ["ns1.example.net"]})
        for number in range(RECORDS):
            caller.addRecord(record=record(number))
        theirs = plain_zones.make(str(place / "ngnprov.db"))
        literal = Caller(caller._exchange, caller.login, "literal", "Dns")
        query = {"filter": {"zone": "example.com"}, "range": {"start": 0, "count": RECORDS}}
        compare("Dns getRecords of 1,000", world.app, theirs, (caller, literal), "getRecords", {"query": query}, 10)
        numbers = itertools.count()
        body = literal.envelope("addRecord", {"record": record(1)})
        stored = cpu(
            lambda: plain.request(world.app, caller.envelope("addRecord", {"record": record(next(numbers), "n")})),
            RECORDS // 4,
            3,
        )
        stock = cpu(lambda: plain.request(theirs, body), 100, 3)
        told = f"{stored * 1e6:.0f} us of CPU; plain Spyne takes {stock * 1e6:.0f} us and stores nothing"
        print(f"Dns addRecord stored durably on SQLite (FULL): {told}")
