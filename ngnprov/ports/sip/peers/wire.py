# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

TrustedPeerFields = TypedDict("TrustedPeerFields", {
    "ip": str, "description": str | None, "tags": str, "billing_id": str, "msteams": bool, "tenant": str | None,
    "carrier_name": str, "originator": str, "prefix": str, "strip": int, "call_limit": int, "blocked": int,
    "enum_lookup": bool, "transit": bool, "prepaid": bool, "auth_token": str, "owner": int, "customer": int,
    "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a TrustedPeer."""


TrustedPeerMember = Literal[
    "ip", "description", "tags", "billing_id", "msteams", "tenant", "carrier_name", "originator", "prefix", "strip",
    "call_limit", "blocked", "enum_lookup", "transit", "prepaid", "auth_token", "owner", "customer", "reseller",
    "change_date",
]


class TrustedPeerAnswer(NamedTuple):
    """A TrustedPeer as it is answered, in wire order."""

    ip: str
    description: str
    tags: str
    billing_id: str
    msteams: bool
    tenant: str
    carrier_name: str
    originator: str
    prefix: str
    strip: int
    call_limit: int
    blocked: int
    enum_lookup: bool
    transit: bool
    prepaid: bool
    auth_token: str
    owner: int
    customer: int
    reseller: int
    change_date: str


TrustedPeerFilterFields = TypedDict("TrustedPeerFilterFields", {
    "ip": str, "description": str, "tenant": str, "tags": str, "billing_id": str, "msteams": bool, "blocked": int,
}, total=False)
"""What was supplied of a TrustedPeerFilter."""


TrustedPeerQueryFields = QueryFields[TrustedPeerFilterFields]


TrustedPeerPageAnswer = Found[TrustedPeerAnswer]
