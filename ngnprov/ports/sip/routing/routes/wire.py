# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields


class RouteFields(TypedDict, total=False):
    """What was supplied of a Route."""

    id: int
    carrier_id: int
    carrier: str
    prefix: str
    originator: str
    priority: int
    reseller: int
    change_date: str


RouteMember = Literal[
    "id",
    "carrier_id",
    "carrier",
    "prefix",
    "originator",
    "priority",
    "reseller",
    "change_date",
]


class RouteAnswer(NamedTuple):
    """A Route as it is answered, in wire order."""

    id: int
    carrier_id: int
    carrier: str
    prefix: str
    originator: str
    priority: int
    reseller: int
    change_date: str


class RouteFilterFields(TypedDict, total=False):
    """What was supplied of a RouteFilter."""

    prefix: str
    carrier_id: int
    reseller: int
    id: int


class RouteQueryFields(TypedDict, total=False):
    """What was supplied of a RouteQuery."""

    filter: RouteFilterFields
    order_by: OrderByFields
    range: RangeFields


class RoutePageAnswer(NamedTuple):
    """A RoutePage as it is answered, in wire order."""

    routes: Listed[RouteAnswer]
    total: int
