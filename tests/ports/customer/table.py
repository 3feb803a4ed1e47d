# SPDX-License-Identifier: Apache-2.0
"""Every operation of CustomerPort with a request, for proofs that walk over all of them; rights are in test_rights.py."""

from tests.support import people
from tests.support.matrix import Row, Table
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
