# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.enum.mappings.wire import EnumMappingAnswer, EnumMappingFields
from ngnprov.soap.queries import QueryFields

EnumIdFields = TypedDict("EnumIdFields", {
    "number": str, "tld": str,
}, total=False)
"""What was supplied of a EnumId."""


EnumIdMember = Literal[
    "number", "tld",
]


class EnumIdAnswer(NamedTuple):
    """A EnumId as it is answered, in wire order."""

    number: str
    tld: str


EnumNumberFields = TypedDict("EnumNumberFields", {
    "id": EnumIdFields, "mappings": list[EnumMappingFields], "owner": int, "info": str, "customer": int,
    "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a EnumNumber."""


EnumNumberMember = Literal[
    "id", "mappings", "owner", "info", "customer", "reseller", "change_date",
]


class EnumNumberAnswer(NamedTuple):
    """A EnumNumber as it is answered, in wire order."""

    id: EnumIdAnswer
    mappings: Sequence[EnumMappingAnswer]
    owner: int
    info: str
    customer: int
    reseller: int
    change_date: str


EnumNumberFilterFields = TypedDict("EnumNumberFilterFields", {
    "number": str, "tld": str, "type": str, "mapto": str, "owner": int, "customer": int, "reseller": int,
}, total=False)
"""What was supplied of a EnumNumberFilter."""


EnumNumberQueryFields = QueryFields[EnumNumberFilterFields]


EnumNumberPageAnswer = Found[EnumNumberAnswer]
