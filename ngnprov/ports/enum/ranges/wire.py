# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields


class EnumRangeIdFields(TypedDict, total=False):
    """What was supplied of a EnumRangeId."""

    prefix: str
    tld: str


EnumRangeIdMember = Literal[
    "prefix",
    "tld",
]


class EnumRangeIdAnswer(NamedTuple):
    """A EnumRangeId as it is answered, in wire order."""

    prefix: str
    tld: str


class EnumRangeFields(TypedDict, total=False):
    """What was supplied of a EnumRange."""

    id: EnumRangeIdFields
    ttl: int
    min_digits: int
    max_digits: int
    size: int
    nameservers: list[str]
    used: int
    serial: int
    customer: int
    reseller: int
    change_date: str
    info: str


EnumRangeMember = Literal[
    "id",
    "ttl",
    "min_digits",
    "max_digits",
    "size",
    "nameservers",
    "used",
    "serial",
    "customer",
    "reseller",
    "change_date",
    "info",
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


class EnumRangeFilterFields(TypedDict, total=False):
    """What was supplied of a EnumRangeFilter."""

    prefix: str
    tld: str
    info: str
    customer: int
    reseller: int


class EnumRangeQueryFields(TypedDict, total=False):
    """What was supplied of a EnumRangeQuery."""

    filter: EnumRangeFilterFields
    order_by: OrderByFields
    range: RangeFields


class EnumRangePageAnswer(NamedTuple):
    """A EnumRangePage as it is answered, in wire order."""

    ranges: Listed[EnumRangeAnswer]
    total: int
