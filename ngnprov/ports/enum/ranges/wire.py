# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

EnumRangeIdFields = TypedDict("EnumRangeIdFields", {
    "prefix": str, "tld": str,
}, total=False)
"""What was supplied of a EnumRangeId."""


EnumRangeIdMember = Literal[
    "prefix", "tld",
]


class EnumRangeIdAnswer(NamedTuple):
    """A EnumRangeId as it is answered, in wire order."""

    prefix: str
    tld: str


EnumRangeFields = TypedDict("EnumRangeFields", {
    "id": EnumRangeIdFields, "ttl": int, "min_digits": int, "max_digits": int, "size": int, "nameservers": list[str],
    "used": int, "serial": int, "customer": int, "reseller": int, "change_date": str, "info": str,
}, total=False)
"""What was supplied of a EnumRange."""


EnumRangeMember = Literal[
    "id", "ttl", "min_digits", "max_digits", "size", "nameservers", "used", "serial", "customer", "reseller",
    "change_date", "info",
]


class EnumRangeAnswer(NamedTuple):
    """A EnumRange as it is answered, in wire order."""

    id: EnumRangeIdAnswer
    ttl: int
    min_digits: int
    max_digits: int
    size: int
    nameservers: Sequence[str]
    used: int
    serial: int
    customer: int
    reseller: int
    change_date: str
    info: str


EnumRangeFilterFields = TypedDict("EnumRangeFilterFields", {
    "prefix": str, "tld": str, "info": str, "customer": int, "reseller": int,
}, total=False)
"""What was supplied of a EnumRangeFilter."""


EnumRangeQueryFields = QueryFields[EnumRangeFilterFields]


EnumRangePageAnswer = Found[EnumRangeAnswer]
