# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict


class EnumMappingFields(TypedDict, total=False):
    """What was supplied of a EnumMapping."""

    id: int
    type: str
    mapto: str
    ttl: int
    priority: int


EnumMappingMember = Literal[
    "id",
    "type",
    "mapto",
    "ttl",
    "priority",
]


class EnumMappingAnswer(NamedTuple):
    """A EnumMapping as it is answered, in wire order."""

    id: int
    type: str
    mapto: str
    ttl: int
    priority: int
