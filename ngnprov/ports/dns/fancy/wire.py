# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.dns.records.wire import DnsRecordFilterFields
from ngnprov.soap.queries import QueryFields

DnsFancyRecordFields = TypedDict("DnsFancyRecordFields", {
    "id": int, "name": str, "zone": str, "type": str, "value": str, "priority": int, "ttl": int, "owner": int,
    "customer": int, "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a DnsFancyRecord."""


DnsFancyRecordMember = Literal[
    "id", "name", "zone", "type", "value", "priority", "ttl", "owner", "customer", "reseller", "change_date",
]


class DnsFancyRecordAnswer(NamedTuple):
    """A DnsFancyRecord as it is answered, in wire order."""

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


DnsFancyRecordQueryFields = QueryFields[DnsRecordFilterFields]


DnsFancyRecordPageAnswer = Found[DnsFancyRecordAnswer]
