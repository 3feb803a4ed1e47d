# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields


class DiscoveredUserAnswer(NamedTuple):
    """A DiscoveredUser as it is answered, in wire order."""

    id: int
    connection: int
    customer: int
    external_id: str
    external_account: str
    email: str
    name: str
    state: str
    user: int
    by_hand: bool
    change_date: str


DiscoveredUserFilterFields = TypedDict("DiscoveredUserFilterFields", {
    "id": int, "connection": int, "customer": int, "user": int, "email": str, "name": str, "state": str,
}, total=False)
"""What was supplied of a DiscoveredUserFilter."""


DiscoveredUserQueryFields = QueryFields[DiscoveredUserFilterFields]


DiscoveredUserPageAnswer = Found[DiscoveredUserAnswer]
