# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict


class SipIdFields(TypedDict, total=False):
    """What was supplied of a SipId."""

    username: str
    domain: str


SipIdMember = Literal[
    "username",
    "domain",
]


class SipIdAnswer(NamedTuple):
    """A SipId as it is answered, in wire order."""

    username: str
    domain: str
