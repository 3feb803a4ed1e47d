# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

UserFields = TypedDict("UserFields", {
    "id": int, "customer": int, "email": str, "name": str, "roles": list[str], "state": str, "disabled": bool,
    "accept_date": str, "activation": str, "expiry": str, "allowed_networks": list[str], "timezone": str,
    "language": str, "external_id": str, "last_login": str, "second_factor": bool, "change_date": str,
}, total=False)
"""What was supplied of a User."""


UserMember = Literal[
    "id", "customer", "email", "name", "roles", "state", "disabled", "accept_date", "activation", "expiry",
    "allowed_networks", "timezone", "language", "external_id", "last_login", "second_factor", "change_date",
]


class UserAnswer(NamedTuple):
    """A User as it is answered, in wire order."""

    id: int
    customer: int
    email: str
    name: str
    roles: Sequence[str]
    state: str
    disabled: bool
    accept_date: str
    activation: str
    expiry: str
    allowed_networks: Sequence[str]
    timezone: str
    language: str
    external_id: str
    last_login: str
    second_factor: bool
    change_date: str


UserFilterFields = TypedDict("UserFilterFields", {
    "id": int, "customer": int, "email": str, "name": str, "external_id": str,
}, total=False)
"""What was supplied of a UserFilter."""


UserQueryFields = QueryFields[UserFilterFields]


UserPageAnswer = Found[UserAnswer]
