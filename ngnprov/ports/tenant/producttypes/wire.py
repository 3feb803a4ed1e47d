# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypedDict

ProductTypeFields = TypedDict("ProductTypeFields", {
    "code": str, "name": str, "features": list[str], "regions": list[str], "connection_types": list[str],
    "mutable": bool, "allowed_next": list[str], "fee": Decimal, "user_fee": Decimal, "withdrawn": bool,
    "change_date": str,
}, total=False)
"""What was supplied of a ProductType."""


ProductTypeMember = Literal[
    "code", "name", "features", "regions", "connection_types", "mutable", "allowed_next", "fee", "user_fee",
    "withdrawn", "change_date",
]


class ProductTypeAnswer(NamedTuple):
    """A ProductType as it is answered, in wire order."""

    code: str
    name: str
    features: Sequence[str]
    regions: Sequence[str]
    connection_types: Sequence[str]
    mutable: bool
    allowed_next: Sequence[str]
    fee: Decimal
    user_fee: Decimal
    withdrawn: bool
    change_date: str
