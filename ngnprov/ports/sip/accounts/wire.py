# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.soap.queries import QueryFields

AclEntryFields = TypedDict("AclEntryFields", {
    "ip": str, "mask": int, "tag": str,
}, total=False)
"""What was supplied of a AclEntry."""


AclEntryMember = Literal[
    "ip", "mask", "tag",
]


class AclEntryAnswer(NamedTuple):
    """A AclEntry as it is answered, in wire order."""

    ip: str
    mask: int
    tag: str


PropertyFields = TypedDict("PropertyFields", {
    "name": str, "value": str,
}, total=False)
"""What was supplied of a Property."""


PropertyMember = Literal[
    "name", "value",
]


class PropertyAnswer(NamedTuple):
    """A Property as it is answered, in wire order."""

    name: str
    value: str


SipAccountFields = TypedDict("SipAccountFields", {
    "id": SipIdFields, "first_name": str, "last_name": str, "password": str, "ha1": str, "email": str, "timezone": str,
    "owner": int, "customer": int, "reseller": int, "groups": list[str], "quota": int, "prepaid": bool, "rpid": str,
    "region": str, "quickdial_prefix": str, "timeout": int, "call_limit": int, "acl": list[AclEntryFields],
    "properties": list[PropertyFields], "create_date": str, "change_date": str,
}, total=False)
"""What was supplied of a SipAccount."""


SipAccountMember = Literal[
    "id", "first_name", "last_name", "password", "ha1", "email", "timezone", "owner", "customer", "reseller", "groups",
    "quota", "prepaid", "rpid", "region", "quickdial_prefix", "timeout", "call_limit", "acl", "properties",
    "create_date", "change_date",
]


class SipAccountAnswer(NamedTuple):
    """A SipAccount as it is answered, in wire order."""

    id: SipIdAnswer
    first_name: str
    last_name: str
    password: str
    ha1: str
    email: str
    timezone: str
    owner: int
    customer: int
    reseller: int
    groups: Sequence[str]
    quota: int
    prepaid: bool
    rpid: str
    region: str
    quickdial_prefix: str
    timeout: int
    call_limit: int
    acl: Sequence[AclEntryAnswer]
    properties: Sequence[PropertyAnswer]
    create_date: str
    change_date: str


SipFilterFields = TypedDict("SipFilterFields", {
    "username": str, "domain": str, "first_name": str, "last_name": str, "email": str, "owner": int, "customer": int,
    "reseller": int, "groups": list[str],
}, total=False)
"""What was supplied of a SipFilter."""


SipQueryFields = QueryFields[SipFilterFields]


SipAccountPageAnswer = Found[SipAccountAnswer]
