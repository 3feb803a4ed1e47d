# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.soap.queries import QueryFields

AttendantKeyFields = TypedDict("AttendantKeyFields", {
    "button": str, "target": str,
}, total=False)
"""What was supplied of a AttendantKey."""


AttendantKeyMember = Literal[
    "button", "target",
]


class AttendantKeyAnswer(NamedTuple):
    """A AttendantKey as it is answered, in wire order."""

    button: str
    target: str


AutoAttendantFields = TypedDict("AutoAttendantFields", {
    "customer": int, "num": int, "account_id": str, "name": str, "display_name": str, "sip_account": SipIdFields,
    "sip_username": str, "sip_password": str, "numbers": list[str], "greeting": str, "keys": list[AttendantKeyFields],
    "main_product": str, "addons": list[str], "blocked_by": list[str], "status": str, "draft_state": str,
    "created_by": str, "create_date": str, "change_date": str, "version": int,
}, total=False)
"""What was supplied of a AutoAttendant."""


AutoAttendantMember = Literal[
    "customer", "num", "account_id", "name", "display_name", "sip_account", "sip_username", "sip_password", "numbers",
    "greeting", "keys", "main_product", "addons", "blocked_by", "status", "draft_state", "created_by", "create_date",
    "change_date", "version",
]


class AutoAttendantAnswer(NamedTuple):
    """A AutoAttendant as it is answered, in wire order."""

    customer: int
    num: int
    account_id: str
    name: str
    display_name: str
    sip_account: SipIdAnswer
    sip_username: str
    sip_password: str
    numbers: Sequence[str]
    greeting: str
    keys: Sequence[AttendantKeyAnswer]
    main_product: str
    addons: Sequence[str]
    blocked_by: Sequence[str]
    status: str
    draft_state: str
    created_by: str
    create_date: str
    change_date: str
    version: int


AutoAttendantFilterFields = TypedDict("AutoAttendantFilterFields", {
    "customer": int, "reseller": int, "num": int, "account_id": str, "name": str,
}, total=False)
"""What was supplied of a AutoAttendantFilter."""


AutoAttendantQueryFields = QueryFields[AutoAttendantFilterFields]


AutoAttendantPageAnswer = Found[AutoAttendantAnswer]
