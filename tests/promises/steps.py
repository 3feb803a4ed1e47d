# SPDX-License-Identifier: Apache-2.0
"""Random steps of a walk (test_walk.py): requests of the tables or of :data:`MORE`, with some values exchanged for others of
the same place.
"""

import random
from dataclasses import dataclass
from typing import Any

from ngnprov.calls.port import find_credits, find_ports
from ngnprov.errors import CustomerLimit
from tests.support import matrix
from tests.support.every_operation import TABLES
from tests.support.scene import prop

WHO = tuple(who for who, level in matrix.WHO.items() if level is not None)
PEOPLE = (0, 1, 2, 4, 5, 2, 4, 5, 6, 99)
DOMAINS = ("example.com", "empty.example", "own.example", "example.com")
ZONES = ("example.com", "own.example", "deep.example.com", "two.example")
SERIALS = (1, 2, 3, 4, 5)
TREE = {"tld": "e164.arpa"}
MORE: list[tuple[str, str, dict[str, Any]]] = [
    ("Customer", "updateAccount", {"account": {"id": 1, "resellerActive": False}}),
    ("Customer", "updateAccount", {"account": {"id": 1, "resellerActive": True}}),
    ("Customer", "updateAccount", {"account": {"id": 4, "reseller": 5, "impersonate": 1}}),
    ("Customer", "setProperties", {"customer": 2, "properties": [prop("pstn_changes", "0", "admin")]}),
    ("Sip", "updateDomain", {"domain": {"domain": "example.com", "customer": 4, "reseller": 0}}),
    ("Sip", "addDomain", {"domain": {"domain": "own.example", "customer": 2}}),
    (
        "Sip",
        "addAccount",
        {"account": {"id": {"username": "<autoincrement>", "domain": "empty.example"}, "password": "p"}},
    ),
    (
        "Sip",
        "addAccount",
        {"account": {"id": {"username": "bob", "domain": "example.com"}, "password": "p", "owner": 2}},
    ),
    (
        "Sip",
        "addAlias",
        {"alias": {"id": {"username": "a", "domain": "example.com"}, "target": {"username": "x"}, "owner": 4}},
    ),
    ("Sip", "updateTrustedPeer", {"peer": {"ip": "192.0.2.9", "description": "d", "customer": 5, "reseller": 5}}),
    ("Enum", "updateRange", {"range": {"id": {"prefix": "31208005", **TREE}, "customer": 4, "reseller": 0}}),
    ("Enum", "addRange", {"range": {"id": {"prefix": "312080051", **TREE}, "customer": 2, "size": 2}}),
    ("Enum", "addNumber", {"number": {"id": {"number": "31208005103", **TREE}, "owner": 4}}),
    ("Dns", "updateZone", {"zone": {"name": "example.com", "customer": 4, "reseller": 0}}),
    ("Dns", "addRecord", {"record": {"zone": "example.com", "name": "", "type": "MX", "value": "www", "owner": 4}}),
    (
        *("Dns", "addFancyRecord"),
        {"record": {"zone": "example.com", "name": "go", "type": "URL", "value": "http://corp.test/", "owner": 2}},
    ),
]
"""What the tables do not ask for: moves, owners, switches, ranges in ranges."""
REQUESTS = [(port, operation, row.arguments) for port, table in TABLES.items() for operation, row in table.items()]
CHANGES = [each for each in (*REQUESTS, *MORE) if not each[1].startswith("get")]
CREDITS = tuple(sorted(find_credits(find_ports())))
CLAIMING = {op.name for port in find_ports() for op in port.operations() if CustomerLimit in op.faults} | {
    "setProperties"
}
CLAIMS = [each for each in CHANGES if each[1] in CLAIMING or "customer" in str(each[2])]
"""What takes credits, moves or sets them."""

OTHERS: dict[str, dict[str, tuple[Any, ...]]] = {
    "Customer": {
        **{"id": PEOPLE, "customer": PEOPLE, "reseller": (0, 1, 5, 99), "impersonate": (0, 1, 2, 4)},
        **{"username": ("new", "newer", "NEW", "sibling"), "name": CREDITS, "value": ("", "1", "2", "4", "x")},
    },
    "Sip": {
        "username": ("alice", "bob", "sales", "new", "u1", "u2", "u3", "<autoincrement>", "<autoincrement>"),
        **{"domain": DOMAINS, "owner": PEOPLE, "customer": PEOPLE, "reseller": (0, 1, 5), "id": SERIALS},
        **{"group": ("sms", "free-pstn", "prepaid", "a b"), "carrier_id": SERIALS, "gateway_id": SERIALS},
        **{"prefix": ("0031", "0032", "0033", "x"), "name": ("own", "first"), "value": (5.0, -7.5, 1e9)},
        **{"ip": ("192.0.2.9", "192.0.2.10"), "uri": ("bob@example.com", "carol@example.com")},
    },
    "Enum": {
        "prefix": ("31208005", "31208006", "312080051", "3120", "31209", "4420", "44"),
        "number": (*(f"3120800510{digit}" for digit in range(1, 7)), "31208005111", "31208006101", "442012345678"),
        **{"customer": PEOPLE, "reseller": (0, 1, 5), "owner": PEOPLE, "mapto": ("sip:bob@example.com", "no URI")},
    },
    "Dns": {
        **{"zone": ZONES, "zone.name": ZONES, "recordId": SERIALS, "record.id": SERIALS, "owner": PEOPLE},
        "record.name": ("www", "ftp", "", "info@example.com", "a@example.com", "b@example.com", "a@own.example"),
        **{"record.value": ("192.0.2.1", "192.0.2.2", "www", "me@corp.test", "http://corp.test/")},
        **{"record.type": ("A", "CNAME", "TXT", "MX", "MBOXFW", "URL"), "customer": PEOPLE, "reseller": (0, 1, 5)},
    },
}
"""Port -> name of a member, or of it and what it stands in -> what may stand there instead."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody's call."""

    who: str
    port: str
    operation: str
    arguments: dict[str, Any]


def step_of(seed: int) -> Step | None:
    """A random step; none for 0, to which a failing walk is shortened."""
    if not seed:
        return None
    chance = random.Random(seed)
    port, operation, arguments = chance.choice(chance.choice((CLAIMS, CLAIMS, CLAIMS, CHANGES, REQUESTS)))
    return Step(chance.choice(WHO), port, operation, varied(chance, OTHERS.get(port, {}), arguments, ""))


def varied(chance: random.Random, others: dict[str, tuple[Any, ...]], value: Any, path: str) -> Any:
    """Arguments in which about one value in three is another one."""
    if isinstance(value, dict):
        return {name: varied(chance, others, each, f"{path}.{name}") for name, each in value.items()}
    if isinstance(value, list):
        return [varied(chance, others, each, path) for each in value]
    found = others.get(".".join(path.split(".")[-2:])) or others.get(path.rpartition(".")[2])
    return chance.choice(found) if found and not chance.randrange(3) else value
