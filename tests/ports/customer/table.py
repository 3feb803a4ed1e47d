# SPDX-License-Identifier: Apache-2.0
"""Every operation of CustomerPort with a request, for proofs that walk over all of them; rights are in test_rights.py."""

from ngnprov.calls.port import find_credits, find_ports
from tests.support import people
from tests.support.matrix import More, Others, Row, Table
from tests.support.scene import prop

SIBLING = 4

fill = people.fill

TABLE: Table = {
    "getCustomers": Row({"query": {"filter": {}}}, lists="accounts"),
    "getResellers": Row({"query": {"filter": {}}}, lists="accounts"),
    "getAccount": Row({"id": SIBLING}),
    "getProperties": Row({"customer": SIBLING}),
    "addAccount": Row({"account": {"username": "new", "password": "secret", "reseller": 1}}, creates=True),
    "updateAccount": Row({"account": {"id": SIBLING, "city": "Elsewhere"}}),
    "setProperties": Row({"customer": SIBLING, "properties": [prop("sip_credit", "5", "admin", "credit")]}),
    "deleteAccount": Row({"id": SIBLING}),
}

MORE: More = [
    ("updateAccount", {"account": {"id": 1, "resellerActive": False}}),
    ("updateAccount", {"account": {"id": 1, "resellerActive": True}}),
    ("updateAccount", {"account": {"id": 4, "reseller": 5, "impersonate": 1}}),
    ("setProperties", {"customer": 2, "properties": [prop("pstn_changes", "0", "admin")]}),
]
OTHERS: Others = {
    **{"id": people.WHOSE, "customer": people.WHOSE, "reseller": (0, 1, 5, 99), "impersonate": (0, 1, 2, 4)},
    **{"username": ("new", "newer", "NEW", "sibling"), "value": ("", "1", "2", "4", "x")},
    "name": sorted(find_credits(find_ports())),
}
