# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

ConnectionFields = TypedDict("ConnectionFields", {
    "id": int, "customer": int, "type": str, "host": str, "account_id": str, "access_key": str,
    "auto_provision_sub_accounts": bool, "enabled": bool, "state": str, "template": int, "last_error": str,
    "retry_at": str, "synced_at": str, "users": int, "linked_users": int, "gone_users": int, "change_date": str,
}, total=False)
"""What was supplied of a Connection."""


ConnectionMember = Literal[
    "id", "customer", "type", "host", "account_id", "access_key", "auto_provision_sub_accounts", "enabled", "state",
    "template", "last_error", "retry_at", "synced_at", "users", "linked_users", "gone_users", "change_date",
]


class ConnectionAnswer(NamedTuple):
    """A Connection as it is answered, in wire order."""

    id: int
    customer: int
    type: str
    host: str
    account_id: str
    access_key: str
    auto_provision_sub_accounts: bool
    enabled: bool
    state: str
    template: int
    last_error: str
    retry_at: str
    synced_at: str
    users: int
    linked_users: int
    gone_users: int
    change_date: str


ConnectionFilterFields = TypedDict("ConnectionFilterFields", {
    "id": int, "customer": int, "template": int, "state": str,
}, total=False)
"""What was supplied of a ConnectionFilter."""


ConnectionQueryFields = QueryFields[ConnectionFilterFields]


ConnectionPageAnswer = Found[ConnectionAnswer]
