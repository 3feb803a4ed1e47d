# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

BillingProfileFields = TypedDict("BillingProfileFields", {
    "id": int, "reseller": int, "handle": str, "name": str, "prepaid": bool, "currency": str, "profile_weekday": str,
    "profile_weekday_alt": str, "profile_weekend": str, "profile_weekend_alt": str, "change_date": str,
}, total=False)
"""What was supplied of a BillingProfile."""


BillingProfileMember = Literal[
    "id", "reseller", "handle", "name", "prepaid", "currency", "profile_weekday", "profile_weekday_alt",
    "profile_weekend", "profile_weekend_alt", "change_date",
]


class BillingProfileAnswer(NamedTuple):
    """A BillingProfile as it is answered, in wire order."""

    id: int
    reseller: int
    handle: str
    name: str
    prepaid: bool
    currency: str
    profile_weekday: str
    profile_weekday_alt: str
    profile_weekend: str
    profile_weekend_alt: str
    change_date: str


BillingProfileFilterFields = TypedDict("BillingProfileFilterFields", {
    "id": int, "reseller": int, "handle": str, "name": str, "prepaid": bool,
}, total=False)
"""What was supplied of a BillingProfileFilter."""


BillingProfileQueryFields = QueryFields[BillingProfileFilterFields]


BillingProfilePageAnswer = Found[BillingProfileAnswer]
