# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

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


RouteQueryFields = QueryFields[RouteFilterFields]


RoutePageAnswer = Found[RouteAnswer]
