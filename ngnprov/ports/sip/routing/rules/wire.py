# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields

GatewayRuleFields = TypedDict("GatewayRuleFields", {
    "id": int, "gateway_id": int, "gateway": str, "carrier_id": int, "carrier": str, "prefix": str, "strip": int,
    "prepend": str, "min_length": int, "max_length": int, "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a GatewayRule."""


GatewayRuleMember = Literal[
    "id", "gateway_id", "gateway", "carrier_id", "carrier", "prefix", "strip", "prepend", "min_length", "max_length",
    "reseller", "change_date",
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


GatewayRuleFilterFields = TypedDict("GatewayRuleFilterFields", {
    "id": int, "gateway_id": int, "carrier_id": int, "customer": int, "reseller": int, "prefix": str,
}, total=False)
"""What was supplied of a GatewayRuleFilter."""


GatewayRuleQueryFields = TypedDict("GatewayRuleQueryFields", {
    "filter": GatewayRuleFilterFields, "order_by": OrderByFields, "range": RangeFields,
}, total=False)
"""What was supplied of a GatewayRuleQuery."""


class GatewayRulePageAnswer(NamedTuple):
    """A GatewayRulePage as it is answered, in wire order."""

    gateway_rules: Listed[GatewayRuleAnswer]
    total: int
