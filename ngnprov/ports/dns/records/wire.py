# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields


class DnsRecordFields(TypedDict, total=False):
    """What was supplied of a DnsRecord."""

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


DnsRecordMember = Literal[
    "id",
    "name",
    "zone",
    "type",
    "value",
    "priority",
    "ttl",
    "owner",
    "customer",
    "reseller",
    "change_date",
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


class DnsRecordFilterFields(TypedDict, total=False):
    """What was supplied of a DnsRecordFilter."""

    id: int
    zone: str
    name: str
    type: str
    value: str
    owner: int
    customer: int
    reseller: int


class DnsRecordQueryFields(TypedDict, total=False):
    """What was supplied of a DnsRecordQuery."""

    filter: DnsRecordFilterFields
    order_by: OrderByFields
    range: RangeFields


class DnsRecordPageAnswer(NamedTuple):
    """A DnsRecordPage as it is answered, in wire order."""

    records: Listed[DnsRecordAnswer]
    total: int
