# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

ApiTokenFields = TypedDict("ApiTokenFields", {
    "id": int, "user": int, "name": str, "permissions": list[str], "expiry": str, "hint": str, "create_date": str,
    "last_used": str, "secret": str,
}, total=False)
"""What was supplied of a ApiToken."""


ApiTokenMember = Literal[
    "id", "user", "name", "permissions", "expiry", "hint", "create_date", "last_used", "secret",
]


class ApiTokenAnswer(NamedTuple):
    """A ApiToken as it is answered, in wire order."""

    id: int
    user: int
    name: str
    permissions: Sequence[str]
    expiry: str
    hint: str
    create_date: str
    last_used: str
    secret: str
