# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

SipIdFields = TypedDict("SipIdFields", {
    "username": str, "domain": str,
}, total=False)
"""What was supplied of a SipId."""


SipIdMember = Literal[
    "username", "domain",
]


class SipIdAnswer(NamedTuple):
    """A SipId as it is answered, in wire order."""

    username: str
    domain: str
