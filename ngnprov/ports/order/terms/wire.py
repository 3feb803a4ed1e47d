# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

TermsFields = TypedDict("TermsFields", {
    "version": int, "reseller": int, "title": str, "text": str, "created_by": str, "since": str,
}, total=False)
"""What was supplied of a Terms."""


TermsMember = Literal[
    "version", "reseller", "title", "text", "created_by", "since",
]


class TermsAnswer(NamedTuple):
    """A Terms as it is answered, in wire order."""

    version: int
    reseller: int
    title: str
    text: str
    created_by: str
    since: str


TermsFilterFields = TypedDict("TermsFilterFields", {
    "version": int, "reseller": int,
}, total=False)
"""What was supplied of a TermsFilter."""


TermsQueryFields = QueryFields[TermsFilterFields]


TermsPageAnswer = Found[TermsAnswer]
