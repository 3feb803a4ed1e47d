# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.soap.queries import QueryFields

DeviceLineFields = TypedDict("DeviceLineFields", {
    "place": int, "type": str, "extension": str, "target": str, "label": str,
}, total=False)
"""What was supplied of a DeviceLine."""


DeviceLineMember = Literal[
    "place", "type", "extension", "target", "label",
]


class DeviceLineAnswer(NamedTuple):
    """A DeviceLine as it is answered, in wire order."""

    place: int
    type: str
    extension: str
    target: str
    label: str


DeviceFetchFields = TypedDict("DeviceFetchFields", {
    "at": str, "address_hash": str, "user_agent": str, "file": str, "status": int,
}, total=False)
"""What was supplied of a DeviceFetch."""


DeviceFetchMember = Literal[
    "at", "address_hash", "user_agent", "file", "status",
]


class DeviceFetchAnswer(NamedTuple):
    """A DeviceFetch as it is answered, in wire order."""

    at: str
    address_hash: str
    user_agent: str
    file: str
    status: int


DeviceFields = TypedDict("DeviceFields", {
    "id": int, "customer": int, "account_id": str, "name": str, "mac": str, "model": str, "sip_account": SipIdFields,
    "sip_username": str, "sip_password": str, "extension": str, "call_plan": str, "lines": list[DeviceLineFields],
    "draft_state": str, "last_fetch": DeviceFetchFields, "redirection": str, "redirection_text": str,
    "resync_date": str, "created_by": str, "create_date": str, "change_date": str, "version": int,
}, total=False)
"""What was supplied of a Device."""


DeviceMember = Literal[
    "id", "customer", "account_id", "name", "mac", "model", "sip_account", "sip_username", "sip_password", "extension",
    "call_plan", "lines", "draft_state", "last_fetch", "redirection", "redirection_text", "resync_date", "created_by",
    "create_date", "change_date", "version",
]


class DeviceAnswer(NamedTuple):
    """A Device as it is answered, in wire order."""

    id: int
    customer: int
    account_id: str
    name: str
    mac: str
    model: str
    sip_account: SipIdAnswer
    sip_username: str
    sip_password: str
    extension: str
    call_plan: str
    lines: Sequence[DeviceLineAnswer]
    draft_state: str
    last_fetch: DeviceFetchAnswer
    redirection: str
    redirection_text: str
    resync_date: str
    created_by: str
    create_date: str
    change_date: str
    version: int


DeviceFilterFields = TypedDict("DeviceFilterFields", {
    "customer": int, "reseller": int, "id": int, "account_id": str, "name": str, "mac": str, "model": str,
}, total=False)
"""What was supplied of a DeviceFilter."""


DeviceQueryFields = QueryFields[DeviceFilterFields]


DevicePageAnswer = Found[DeviceAnswer]
