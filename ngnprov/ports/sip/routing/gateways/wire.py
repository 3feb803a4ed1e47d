# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

GatewayFields = TypedDict("GatewayFields", {
    "id": int, "name": str, "carrier_id": int, "carrier": str, "transport": str, "ip": str, "port": int,
    "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a Gateway."""


GatewayMember = Literal[
    "id", "name", "carrier_id", "carrier", "transport", "ip", "port", "reseller", "change_date",
]


class GatewayAnswer(NamedTuple):
    """A Gateway as it is answered, in wire order."""

    id: int
    name: str
    carrier_id: int
    carrier: str
    transport: str
    ip: str
    port: int
    reseller: int
    change_date: str


GatewayFilterFields = TypedDict("GatewayFilterFields", {
    "id": int, "carrier_id": int, "customer": int, "reseller": int, "name": str,
}, total=False)
"""What was supplied of a GatewayFilter."""


GatewayQueryFields = QueryFields[GatewayFilterFields]


GatewayPageAnswer = Found[GatewayAnswer]
