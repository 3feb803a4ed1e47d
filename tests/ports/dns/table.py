# SPDX-License-Identifier: Apache-2.0
"""Every operation of DnsPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py)."""

from tests.support.matrix import More, Others, Row, Table
from tests.support.people import WHOSE
from tests.support.scene import Scene

CUSTOMER = 2
NAMESERVERS = ["ns1.provider.test", "ns2.provider.test"]
HOST = {"zone": "example.com", "name": "www", "type": "A", "value": "192.0.2.1"}
ALIAS = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}


def fill(scene: Scene) -> None:
    """A zone of the customer's with record 1 and e-mail alias 2."""
    scene.admin.dns.addZone(zone={"name": "example.com", "customer": CUSTOMER, "nameservers": NAMESERVERS})
    customer = scene.login("customer").dns
    made = customer.addRecord(record=HOST)["id"], customer.addFancyRecord(record=ALIAS)["id"]
    assert made == (1, 2)


TABLE: Table = {
    "getZones": Row({"query": {"filter": {}}}, lists="zones"),
    "getRecords": Row({"query": {"filter": {}}}, lists="records"),
    "getFancyRecords": Row({"query": {"filter": {}}}, lists="records"),
    "getZone": Row({"zone": "example.com"}, 7000),
    "getRecord": Row({"recordId": 1}, 7002),
    "getFancyRecord": Row({"recordId": 2}, 7004),
    "addZone": Row({"zone": {"name": "own.example", "nameservers": NAMESERVERS}}, creates=True, nobodys=True),
    "updateZone": Row({"zone": {"name": "example.com", "info": "new"}}, 7000),
    "addRecord": Row({"record": {**HOST, "name": "ftp", "type": "CNAME", "value": "www"}}, 7000, creates=True),
    "updateRecord": Row({"record": {"id": 1, "value": "192.0.2.2"}}, 7002),
    "deleteRecord": Row({"recordId": 1}, 7002),
    "addFancyRecord": Row({"record": {**ALIAS, "name": "sales@example.com"}}, 7000, creates=True),
    "updateFancyRecord": Row({"record": {"id": 2, "value": "you@corp.test"}}, 7004),
    "deleteFancyRecord": Row({"recordId": 2}, 7004),
    "deleteZone": Row({"zone": "example.com"}, 7000),
}

MORE: More = [
    ("updateZone", {"zone": {"name": "example.com", "customer": 4, "reseller": 0}}),
    ("addRecord", {"record": {"zone": "example.com", "name": "", "type": "MX", "value": "www", "owner": 4}}),
    (
        "addFancyRecord",
        {"record": {"zone": "example.com", "name": "go", "type": "URL", "value": "http://corp.test/", "owner": 2}},
    ),
]
_ZONES = ("example.com", "own.example", "deep.example.com", "two.example")
_SERIALS = (1, 2, 3, 4, 5)
OTHERS: Others = {
    **{"zone": _ZONES, "zone.name": _ZONES, "recordId": _SERIALS, "record.id": _SERIALS, "owner": WHOSE},
    "record.name": ("www", "ftp", "", "info@example.com", "a@example.com", "b@example.com", "a@own.example"),
    **{"record.value": ("192.0.2.1", "192.0.2.2", "www", "me@corp.test", "http://corp.test/")},
    **{"record.type": ("A", "CNAME", "TXT", "MX", "MBOXFW", "URL"), "customer": WHOSE, "reseller": (0, 1, 5)},
}
