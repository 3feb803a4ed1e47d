# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

EnumMappingFields = TypedDict("EnumMappingFields", {
    "id": int, "type": str, "mapto": str, "ttl": int, "priority": int,
}, total=False)
"""What was supplied of a EnumMapping."""


EnumMappingMember = Literal[
    "id", "type", "mapto", "ttl", "priority",
]


class EnumMappingAnswer(NamedTuple):
    """A EnumMapping as it is answered, in wire order."""

    id: int
    type: str
    mapto: str
    ttl: int
    priority: int
