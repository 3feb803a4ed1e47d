# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.soap.queries import QueryFields

ExtensionFields = TypedDict("ExtensionFields", {
    "customer": int, "kind": str, "number": str, "account_id": str, "account_role": str, "name": str,
    "display_name": str, "sip_account": SipIdFields, "sip_username": str, "sip_password": str, "primary_number": str,
    "numbers": list[str], "web_username": str, "web_password": str, "email": str, "timezone": str, "main_product": str,
    "addons": list[str], "call_plan": str, "local_prefix": str, "caller_id": str, "record_outbound": bool,
    "record_email": str, "record_subject": str, "groups": list[str], "blocked_by": list[str], "status": str,
    "draft_state": str, "created_by": str, "create_date": str, "change_date": str, "version": int,
}, total=False)
"""What was supplied of a Extension."""


ExtensionMember = Literal[
    "customer", "kind", "number", "account_id", "account_role", "name", "display_name", "sip_account", "sip_username",
    "sip_password", "primary_number", "numbers", "web_username", "web_password", "email", "timezone", "main_product",
    "addons", "call_plan", "local_prefix", "caller_id", "record_outbound", "record_email", "record_subject", "groups",
    "blocked_by", "status", "draft_state", "created_by", "create_date", "change_date", "version",
]


class ExtensionAnswer(NamedTuple):
    """A Extension as it is answered, in wire order."""

    customer: int
    kind: str
    number: str
    account_id: str
    account_role: str
    name: str
    display_name: str
    sip_account: SipIdAnswer
    sip_username: str
    sip_password: str
    primary_number: str
    numbers: Sequence[str]
    web_username: str
    web_password: str
    email: str
    timezone: str
    main_product: str
    addons: Sequence[str]
    call_plan: str
    local_prefix: str
    caller_id: str
    record_outbound: bool
    record_email: str
    record_subject: str
    groups: Sequence[str]
    blocked_by: Sequence[str]
    status: str
    draft_state: str
    created_by: str
    create_date: str
    change_date: str
    version: int


ExtensionFilterFields = TypedDict("ExtensionFilterFields", {
    "customer": int, "reseller": int, "kind": str, "number": str, "account_id": str, "name": str, "domain": str,
}, total=False)
"""What was supplied of a ExtensionFilter."""


class FreedExtensionAnswer(NamedTuple):
    """A FreedExtension as it is answered, in wire order."""

    freed_numbers: Sequence[str]
    devices: Sequence[str]


class DirectoryEntryAnswer(NamedTuple):
    """A DirectoryEntry as it is answered, in wire order."""

    name: str
    display_name: str
    number: str
    address: str
    kind: str


ExtensionQueryFields = QueryFields[ExtensionFilterFields]


ExtensionPageAnswer = Found[ExtensionAnswer]
