# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.soap.queries import QueryFields

GroupFields = TypedDict("GroupFields", {
    "customer": int, "number": str, "account_id": str, "name": str, "display_name": str, "sip_account": SipIdFields,
    "sip_username": str, "sip_password": str, "primary_number": str, "numbers": list[str], "policy": str,
    "timeout": int, "cancel_mode": str, "members": list[str], "main_product": str, "addons": list[str],
    "blocked_by": list[str], "status": str, "draft_state": str, "created_by": str, "create_date": str,
    "change_date": str, "version": int,
}, total=False)
"""What was supplied of a Group."""


GroupMember = Literal[
    "customer", "number", "account_id", "name", "display_name", "sip_account", "sip_username", "sip_password",
    "primary_number", "numbers", "policy", "timeout", "cancel_mode", "members", "main_product", "addons", "blocked_by",
    "status", "draft_state", "created_by", "create_date", "change_date", "version",
]


class GroupAnswer(NamedTuple):
    """A Group as it is answered, in wire order."""

    customer: int
    number: str
    account_id: str
    name: str
    display_name: str
    sip_account: SipIdAnswer
    sip_username: str
    sip_password: str
    primary_number: str
    numbers: Sequence[str]
    policy: str
    timeout: int
    cancel_mode: str
    members: Sequence[str]
    main_product: str
    addons: Sequence[str]
    blocked_by: Sequence[str]
    status: str
    draft_state: str
    created_by: str
    create_date: str
    change_date: str
    version: int


GroupFilterFields = TypedDict("GroupFilterFields", {
    "customer": int, "reseller": int, "number": str, "name": str,
}, total=False)
"""What was supplied of a GroupFilter."""


GroupQueryFields = QueryFields[GroupFilterFields]


GroupPageAnswer = Found[GroupAnswer]
