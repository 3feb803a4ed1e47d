# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields


class CarrierFields(TypedDict, total=False):
    """What was supplied of a Carrier."""

    id: int
    name: str
    reseller: int
    change_date: str


CarrierMember = Literal[
    "id",
    "name",
    "reseller",
    "change_date",
]


class CarrierAnswer(NamedTuple):
    """A Carrier as it is answered, in wire order."""

    id: int
    name: str
    reseller: int
    change_date: str


class CarrierFilterFields(TypedDict, total=False):
    """What was supplied of a CarrierFilter."""

    id: int
    reseller: int
    name: str


class CarrierQueryFields(TypedDict, total=False):
    """What was supplied of a CarrierQuery."""

    filter: CarrierFilterFields
    order_by: OrderByFields
    range: RangeFields


class CarrierPageAnswer(NamedTuple):
    """A CarrierPage as it is answered, in wire order."""

    carriers: Listed[CarrierAnswer]
    total: int
