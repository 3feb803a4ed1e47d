# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields


class GatewayFields(TypedDict, total=False):
    """What was supplied of a Gateway."""

    id: int
    name: str
    carrier_id: int
    carrier: str
    transport: str
    ip: str
    port: int
    reseller: int
    change_date: str


GatewayMember = Literal[
    "id",
    "name",
    "carrier_id",
    "carrier",
    "transport",
    "ip",
    "port",
    "reseller",
    "change_date",
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


class GatewayFilterFields(TypedDict, total=False):
    """What was supplied of a GatewayFilter."""

    id: int
    carrier_id: int
    customer: int
    reseller: int
    name: str


class GatewayQueryFields(TypedDict, total=False):
    """What was supplied of a GatewayQuery."""

    filter: GatewayFilterFields
    order_by: OrderByFields
    range: RangeFields


class GatewayPageAnswer(NamedTuple):
    """A GatewayPage as it is answered, in wire order."""

    gateways: Listed[GatewayAnswer]
    total: int
