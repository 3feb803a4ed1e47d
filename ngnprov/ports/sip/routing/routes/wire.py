# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields

RouteFields = TypedDict("RouteFields", {
    "id": int, "carrier_id": int, "carrier": str, "prefix": str, "originator": str, "priority": int, "reseller": int,
    "change_date": str,
}, total=False)
"""What was supplied of a Route."""


RouteMember = Literal[
    "id", "carrier_id", "carrier", "prefix", "originator", "priority", "reseller", "change_date",
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


RouteFilterFields = TypedDict("RouteFilterFields", {
    "prefix": str, "carrier_id": int, "reseller": int, "id": int,
}, total=False)
"""What was supplied of a RouteFilter."""


RouteQueryFields = TypedDict("RouteQueryFields", {
    "filter": RouteFilterFields, "order_by": OrderByFields, "range": RangeFields,
}, total=False)
"""What was supplied of a RouteQuery."""


class RoutePageAnswer(NamedTuple):
    """A RoutePage as it is answered, in wire order."""

    routes: Listed[RouteAnswer]
    total: int
