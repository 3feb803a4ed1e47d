# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

ConnectionTemplateFields = TypedDict("ConnectionTemplateFields", {
    "id": int, "reseller": int, "name": str, "type": str, "host": str, "master_key": str, "is_default": bool,
    "change_date": str,
}, total=False)
"""What was supplied of a ConnectionTemplate."""


ConnectionTemplateMember = Literal[
    "id", "reseller", "name", "type", "host", "master_key", "is_default", "change_date",
]


class ConnectionTemplateAnswer(NamedTuple):
    """A ConnectionTemplate as it is answered, in wire order."""

    id: int
    reseller: int
    name: str
    type: str
    host: str
    master_key: str
    is_default: bool
    change_date: str


ConnectionTemplateFilterFields = TypedDict("ConnectionTemplateFilterFields", {
    "id": int, "reseller": int, "name": str,
}, total=False)
"""What was supplied of a ConnectionTemplateFilter."""


ConnectionTemplateQueryFields = QueryFields[ConnectionTemplateFilterFields]


ConnectionTemplatePageAnswer = Found[ConnectionTemplateAnswer]
