# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

AgreementItemFields = TypedDict("AgreementItemFields", {
    "customer": int, "product": str, "kind": str, "name": str, "quantity": int, "unlimited": bool, "used": int,
    "end_user_name": str, "activation": str, "created_by": str, "change_date": str,
}, total=False)
"""What was supplied of a AgreementItem."""


AgreementItemMember = Literal[
    "customer", "product", "kind", "name", "quantity", "unlimited", "used", "end_user_name", "activation", "created_by",
    "change_date",
]


class AgreementItemAnswer(NamedTuple):
    """A AgreementItem as it is answered, in wire order."""

    customer: int
    product: str
    kind: str
    name: str
    quantity: int
    unlimited: bool
    used: int
    end_user_name: str
    activation: str
    created_by: str
    change_date: str


class AvailableProductAnswer(NamedTuple):
    """A AvailableProduct as it is answered, in wire order."""

    product: str
    name: str
    kind: str
    applies_to: str
    quantity: int
    unlimited: bool
    used: int
    left: int
