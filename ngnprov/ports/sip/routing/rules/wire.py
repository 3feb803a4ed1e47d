# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields


class GatewayRuleFields(TypedDict, total=False):
    """What was supplied of a GatewayRule."""

    id: int
    gateway_id: int
    gateway: str
    carrier_id: int
    carrier: str
    prefix: str
    strip: int
    prepend: str
    min_length: int
    max_length: int
    reseller: int
    change_date: str


GatewayRuleMember = Literal[
    "id",
    "gateway_id",
    "gateway",
    "carrier_id",
    "carrier",
    "prefix",
    "strip",
    "prepend",
    "min_length",
    "max_length",
    "reseller",
    "change_date",
]


class GatewayRuleAnswer(NamedTuple):
    """A GatewayRule as it is answered, in wire order."""

    id: int
    gateway_id: int
    gateway: str
    carrier_id: int
    carrier: str
    prefix: str
    strip: int
    prepend: str
    min_length: int
    max_length: int
    reseller: int
    change_date: str


class GatewayRuleFilterFields(TypedDict, total=False):
    """What was supplied of a GatewayRuleFilter."""

    id: int
    gateway_id: int
    carrier_id: int
    customer: int
    reseller: int
    prefix: str


class GatewayRuleQueryFields(TypedDict, total=False):
    """What was supplied of a GatewayRuleQuery."""

    filter: GatewayRuleFilterFields
    order_by: OrderByFields
    range: RangeFields


class GatewayRulePageAnswer(NamedTuple):
    """A GatewayRulePage as it is answered, in wire order."""

    gateway_rules: Listed[GatewayRuleAnswer]
    total: int
