# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

DnsRecordFields = TypedDict("DnsRecordFields", {
    "id": int, "name": str, "zone": str, "type": str, "value": str, "priority": int, "ttl": int, "owner": int,
    "customer": int, "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a DnsRecord."""


DnsRecordMember = Literal[
    "id", "name", "zone", "type", "value", "priority", "ttl", "owner", "customer", "reseller", "change_date",
]


class DnsRecordAnswer(NamedTuple):
    """A DnsRecord as it is answered, in wire order."""

    id: int
    name: str
    zone: str
    type: str
    value: str
    priority: int
    ttl: int
    owner: int
    customer: int
    reseller: int
    change_date: str


DnsRecordFilterFields = TypedDict("DnsRecordFilterFields", {
    "id": int, "zone": str, "name": str, "type": str, "value": str, "owner": int, "customer": int, "reseller": int,
}, total=False)
"""What was supplied of a DnsRecordFilter."""


DnsRecordQueryFields = QueryFields[DnsRecordFilterFields]


DnsRecordPageAnswer = Found[DnsRecordAnswer]
