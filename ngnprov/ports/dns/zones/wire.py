# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

DnsZoneFields = TypedDict("DnsZoneFields", {
    "name": str, "email": str, "nameservers": list[str], "ttl": int, "minimum": int, "retry": int, "expire": int,
    "refresh": int, "serial": int, "info": str, "customer": int, "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a DnsZone."""


DnsZoneMember = Literal[
    "name", "email", "nameservers", "ttl", "minimum", "retry", "expire", "refresh", "serial", "info", "customer",
    "reseller", "change_date",
]


class DnsZoneAnswer(NamedTuple):
    """A DnsZone as it is answered, in wire order."""

    name: str
    email: str
    nameservers: Sequence[str]
    ttl: int
    minimum: int
    retry: int
    expire: int
    refresh: int
    serial: int
    info: str
    customer: int
    reseller: int
    change_date: str


DnsZoneFilterFields = TypedDict("DnsZoneFilterFields", {
    "name": str, "info": str, "customer": int, "reseller": int,
}, total=False)
"""What was supplied of a DnsZoneFilter."""


DnsZoneQueryFields = QueryFields[DnsZoneFilterFields]


DnsZonePageAnswer = Found[DnsZoneAnswer]
