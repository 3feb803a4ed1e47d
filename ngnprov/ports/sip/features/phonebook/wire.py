# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found

PhonebookEntryFields = TypedDict("PhonebookEntryFields", {
    "uri": str, "name": str, "group": str, "first_name": str, "last_name": str,
}, total=False)
"""What was supplied of a PhonebookEntry."""


PhonebookEntryMember = Literal[
    "uri", "name", "group", "first_name", "last_name",
]


class PhonebookEntryAnswer(NamedTuple):
    """A PhonebookEntry as it is answered, in wire order."""

    uri: str
    name: str
    group: str
    first_name: str
    last_name: str


PhonebookPageAnswer = Found[PhonebookEntryAnswer]
