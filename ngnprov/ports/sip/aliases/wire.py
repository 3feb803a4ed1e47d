# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.soap.queries import QueryFields

SipAliasFields = TypedDict("SipAliasFields", {
    "id": SipIdFields, "target": SipIdFields, "owner": int, "customer": int, "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a SipAlias."""


SipAliasMember = Literal[
    "id", "target", "owner", "customer", "reseller", "change_date",
]


class SipAliasAnswer(NamedTuple):
    """A SipAlias as it is answered, in wire order."""

    id: SipIdAnswer
    target: SipIdAnswer
    owner: int
    customer: int
    reseller: int
    change_date: str


AliasFilterFields = TypedDict("AliasFilterFields", {
    "alias_username": str, "alias_domain": str, "target_username": str, "target_domain": str, "owner": int,
    "customer": int, "reseller": int,
}, total=False)
"""What was supplied of a AliasFilter."""


AliasQueryFields = QueryFields[AliasFilterFields]


SipAliasPageAnswer = Found[SipAliasAnswer]
