# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.soap.wire import OrderByFields, RangeFields


class SipAliasFields(TypedDict, total=False):
    """What was supplied of a SipAlias."""

    id: SipIdFields
    target: SipIdFields
    owner: int
    customer: int
    reseller: int
    change_date: str


SipAliasMember = Literal[
    "id",
    "target",
    "owner",
    "customer",
    "reseller",
    "change_date",
]


class SipAliasAnswer(NamedTuple):
    """A SipAlias as it is answered, in wire order."""

    id: SipIdAnswer
    target: SipIdAnswer
    owner: int
    customer: int
    reseller: int
    change_date: str


class AliasFilterFields(TypedDict, total=False):
    """What was supplied of a AliasFilter."""

    alias_username: str
    alias_domain: str
    target_username: str
    target_domain: str
    owner: int
    customer: int
    reseller: int


class AliasQueryFields(TypedDict, total=False):
    """What was supplied of a AliasQuery."""

    filter: AliasFilterFields
    order_by: OrderByFields
    range: RangeFields


class SipAliasPageAnswer(NamedTuple):
    """A SipAliasPage as it is answered, in wire order."""

    aliases: Listed[SipAliasAnswer]
    total: int
