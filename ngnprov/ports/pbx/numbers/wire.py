# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields


class NumberAssignmentAnswer(NamedTuple):
    """A NumberAssignment as it is answered, in wire order."""

    number: str
    customer: int
    role: str
    state: str
    extension: str
    until: str
    since: str


class NumberHoldingAnswer(NamedTuple):
    """A NumberHolding as it is answered, in wire order."""

    number: str
    customer: int
    role: str
    since: str
    until: str


NumberFilterFields = TypedDict("NumberFilterFields", {
    "customer": int, "reseller": int, "number": str, "free": bool, "quarantined": bool,
}, total=False)
"""What was supplied of a NumberFilter."""


NumberQueryFields = QueryFields[NumberFilterFields]


NumberPageAnswer = Found[NumberAssignmentAnswer]
