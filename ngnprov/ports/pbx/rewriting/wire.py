# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

RewriteRuleFields = TypedDict("RewriteRuleFields", {
    "direction": str, "match": str, "replace": str, "description": str,
}, total=False)
"""What was supplied of a RewriteRule."""


RewriteRuleMember = Literal[
    "direction", "match", "replace", "description",
]


class RewriteRuleAnswer(NamedTuple):
    """A RewriteRule as it is answered, in wire order."""

    direction: str
    match: str
    replace: str
    description: str


RewriteRuleSetFields = TypedDict("RewriteRuleSetFields", {
    "name": str, "description": str, "rules": list[RewriteRuleFields], "reseller": int, "version": int,
    "change_date": str,
}, total=False)
"""What was supplied of a RewriteRuleSet."""


RewriteRuleSetMember = Literal[
    "name", "description", "rules", "reseller", "version", "change_date",
]


class RewriteRuleSetAnswer(NamedTuple):
    """A RewriteRuleSet as it is answered, in wire order."""

    name: str
    description: str
    rules: Sequence[RewriteRuleAnswer]
    reseller: int
    version: int
    change_date: str


RewriteRuleSetFilterFields = TypedDict("RewriteRuleSetFilterFields", {
    "name": str, "reseller": int,
}, total=False)
"""What was supplied of a RewriteRuleSetFilter."""


RewriteRuleSetQueryFields = QueryFields[RewriteRuleSetFilterFields]


RewriteRuleSetPageAnswer = Found[RewriteRuleSetAnswer]


class RewrittenNumberAnswer(NamedTuple):
    """A RewrittenNumber as it is answered, in wire order."""

    number: str
    set: str
    rule: int
