# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

SipIdFields = TypedDict("SipIdFields", {
    "username": str, "domain": str,
}, total=False)
"""What was supplied of a SipId."""


PresenceInformationFields = TypedDict("PresenceInformationFields", {
    "activity": str, "note": str,
}, total=False)
"""What was supplied of a PresenceInformation."""


PresenceInformationMember = Literal[
    "activity", "note",
]


class PresenceInformationAnswer(NamedTuple):
    """A PresenceInformation as it is answered, in wire order."""

    activity: str
    note: str


class WatcherAnswer(NamedTuple):
    """A Watcher as it is answered, in wire order."""

    id: str
    status: str
    online: bool


PresencePolicyFields = TypedDict("PresencePolicyFields", {
    "allow": list[str], "deny": list[str], "confirm": list[str],
}, total=False)
"""What was supplied of a PresencePolicy."""


PresencePolicyMember = Literal[
    "allow", "deny", "confirm",
]


class PresencePolicyAnswer(NamedTuple):
    """A PresencePolicy as it is answered, in wire order."""

    allow: Sequence[str]
    deny: Sequence[str]
    confirm: Sequence[str]
