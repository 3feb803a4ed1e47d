# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields


class DraftMemberAnswer(NamedTuple):
    """A DraftMember as it is answered, in wire order."""

    name: str
    before: Sequence[str]
    after: Sequence[str]


class DraftChangeAnswer(NamedTuple):
    """A DraftChange as it is answered, in wire order."""

    account_id: str
    kind: str
    number: str
    name: str
    draft_state: str
    changed_by: str
    change_date: str
    members: Sequence[DraftMemberAnswer]


class DraftAnswer(NamedTuple):
    """A Draft as it is answered, in wire order."""

    customer: int
    base_revision: int
    digest: str
    changes: Sequence[DraftChangeAnswer]
    problems: Sequence[str]


class ConfigRevisionAnswer(NamedTuple):
    """A ConfigRevision as it is answered, in wire order."""

    customer: int
    number: int
    applied_by: str
    applied_at: str
    digest: str


ConfigRevisionFilterFields = TypedDict("ConfigRevisionFilterFields", {
    "customer": int, "reseller": int, "number": int,
}, total=False)
"""What was supplied of a ConfigRevisionFilter."""


ConfigRevisionQueryFields = QueryFields[ConfigRevisionFilterFields]


ConfigRevisionPageAnswer = Found[ConfigRevisionAnswer]
