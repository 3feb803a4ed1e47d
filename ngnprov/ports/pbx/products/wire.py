# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

ProductFields = TypedDict("ProductFields", {
    "code": str, "name": str, "end_user_name": str, "kind": str, "part_number": str, "price_monthly": Decimal,
    "price_once": Decimal, "applies_to": str, "requires": list[str], "excludes": list[str],
    "charge_when_blocked_by_customer": bool, "charge_when_blocked_by_provider": bool, "withdrawn": bool,
    "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a Product."""


ProductMember = Literal[
    "code", "name", "end_user_name", "kind", "part_number", "price_monthly", "price_once", "applies_to", "requires",
    "excludes", "charge_when_blocked_by_customer", "charge_when_blocked_by_provider", "withdrawn", "reseller",
    "change_date",
]


class ProductAnswer(NamedTuple):
    """A Product as it is answered, in wire order."""

    code: str
    name: str
    end_user_name: str
    kind: str
    part_number: str
    price_monthly: Decimal
    price_once: Decimal
    applies_to: str
    requires: Sequence[str]
    excludes: Sequence[str]
    charge_when_blocked_by_customer: bool
    charge_when_blocked_by_provider: bool
    withdrawn: bool
    reseller: int
    change_date: str


ProductFilterFields = TypedDict("ProductFilterFields", {
    "code": str, "name": str, "kind": str, "reseller": int,
}, total=False)
"""What was supplied of a ProductFilter."""


ProductQueryFields = QueryFields[ProductFilterFields]


ProductPageAnswer = Found[ProductAnswer]
