# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

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


GatewayRuleQueryFields = QueryFields[GatewayRuleFilterFields]


GatewayRulePageAnswer = Found[GatewayRuleAnswer]
