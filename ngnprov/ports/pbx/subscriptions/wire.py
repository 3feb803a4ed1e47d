# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from decimal import Decimal
from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields


class SubscriptionAnswer(NamedTuple):
    """A Subscription as it is answered, in wire order."""

    id: int
    customer: int
    product: str
    name: str
    kind: str
    number: str
    account_id: str
    quantity: int
    start: str
    until: str
    state: str
    price_monthly: Decimal
    price_once: Decimal
    source: str


SubscriptionFilterFields = TypedDict("SubscriptionFilterFields", {
    "id": int, "customer": int, "reseller": int, "product": str, "licences": bool, "live": bool,
}, total=False)
"""What was supplied of a SubscriptionFilter."""


SubscriptionQueryFields = QueryFields[SubscriptionFilterFields]


SubscriptionPageAnswer = Found[SubscriptionAnswer]
