# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.ports.dns.records.wire import DnsRecordFilterFields
from ngnprov.soap.wire import OrderByFields, RangeFields


class DnsFancyRecordFields(TypedDict, total=False):
    """What was supplied of a DnsFancyRecord."""

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


DnsFancyRecordMember = Literal[
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


class DnsFancyRecordQueryFields(TypedDict, total=False):
    """What was supplied of a DnsFancyRecordQuery."""

    filter: DnsRecordFilterFields
    order_by: OrderByFields
    range: RangeFields


class DnsFancyRecordPageAnswer(NamedTuple):
    """A DnsFancyRecordPage as it is answered, in wire order."""

    records: Listed[DnsFancyRecordAnswer]
    total: int
