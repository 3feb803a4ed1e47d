# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields


class JournalMemberAnswer(NamedTuple):
    """A JournalMember as it is answered, in wire order."""

    name: str
    before: str
    after: str


class JournalEntryAnswer(NamedTuple):
    """A JournalEntry as it is answered, in wire order."""

    id: int
    transaction: str
    kind: str
    done: str
    time: str
    actor: str
    level: str
    entry: int
    behind: bool
    on_behalf_of: str
    address: str
    operation: str
    subject: str
    customer: int
    code: int
    members: Sequence[JournalMemberAnswer]
    reverts: int


JournalFilterFields = TypedDict("JournalFilterFields", {
    "subject": str, "actor": str, "operation": str, "transaction": str, "kind": str, "customer": int, "since": str,
    "until": str, "before": int,
}, total=False)
"""What was supplied of a JournalFilter."""


JournalQueryFields = QueryFields[JournalFilterFields]


JournalPageAnswer = Found[JournalEntryAnswer]


class RevertedRecordAnswer(NamedTuple):
    """A RevertedRecord as it is answered, in wire order."""

    subject: str
    members: Sequence[JournalMemberAnswer]
