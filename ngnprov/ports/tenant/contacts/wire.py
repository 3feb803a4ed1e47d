# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

ContactFields = TypedDict("ContactFields", {
    "id": int, "reseller": int, "email": str, "first_name": str, "last_name": str, "organization": str, "address": str,
    "postcode": str, "city": str, "state": str, "country": str, "tel": str, "change_date": str,
}, total=False)
"""What was supplied of a Contact."""


ContactMember = Literal[
    "id", "reseller", "email", "first_name", "last_name", "organization", "address", "postcode", "city", "state",
    "country", "tel", "change_date",
]


class ContactAnswer(NamedTuple):
    """A Contact as it is answered, in wire order."""

    id: int
    reseller: int
    email: str
    first_name: str
    last_name: str
    organization: str
    address: str
    postcode: str
    city: str
    state: str
    country: str
    tel: str
    change_date: str


ContactFilterFields = TypedDict("ContactFilterFields", {
    "id": int, "reseller": int, "email": str, "last_name": str, "organization": str,
}, total=False)
"""What was supplied of a ContactFilter."""


ContactQueryFields = QueryFields[ContactFilterFields]


ContactPageAnswer = Found[ContactAnswer]
