# SPDX-License-Identifier: Apache-2.0
"""Every operation of EnumPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py)."""

from tests.ports.enum.conftest import number_id, range_id, sip
from tests.support.matrix import More, Others, Row, Table
from tests.support.people import WHOSE
from tests.support.scene import Scene

CUSTOMER = 2


def fill(scene: Scene) -> None:
    """A range of the customer's with a number, and one without."""
    for prefix in ("31208005", "31208006"):
        scene.admin.enum.addRange(range={"id": range_id(prefix), "customer": CUSTOMER})
    scene.login("customer").enum.addNumber(number={"id": number_id(), "mappings": [sip("sip:alice@example.com")]})


TABLE: Table = {
    "getRanges": Row({"query": {"filter": {}}}, lists="ranges"),
    "getNumbers": Row({"query": {"filter": {}}}, lists="numbers"),
    "getNumber": Row({"enumId": number_id()}, 3002),
    "addRange": Row(
        {"range": {"id": range_id("4420"), "nameservers": ["ns1.provider.test"]}}, creates=True, nobodys=True
    ),
    "updateRange": Row({"range": {"id": range_id(), "info": "new"}}, 3000),
    "deleteRange": Row({"range": range_id("31208006")}, 3000),
    "addNumber": Row(
        {"number": {"id": number_id("31208005102"), "mappings": [sip("sip:bob@example.com")]}}, 3000, creates=True
    ),
    "updateNumber": Row({"number": {"id": number_id(), "mappings": [], "info": "new"}}, 3002),
    "deleteNumber": Row({"enumId": number_id()}, 3002),
}

MORE: More = [
    ("updateRange", {"range": {"id": range_id(), "customer": 4, "reseller": 0}}),
    ("addRange", {"range": {"id": range_id("312080051"), "customer": 2, "size": 2}}),
    ("addNumber", {"number": {"id": number_id("31208005103"), "owner": 4}}),
]
OTHERS: Others = {
    "prefix": ("31208005", "31208006", "312080051", "3120", "31209", "4420", "44"),
    "number": (*(f"3120800510{digit}" for digit in range(1, 7)), "31208005111", "31208006101", "442012345678"),
    **{"customer": WHOSE, "reseller": (0, 1, 5), "owner": WHOSE, "mapto": ("sip:bob@example.com", "no URI")},
}
