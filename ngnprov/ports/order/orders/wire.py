# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.ports.order.terms.wire import TermsAnswer
from ngnprov.ports.pbx.entitlements.wire import EntitlementAnswer
from ngnprov.soap.queries import QueryFields


class OrderableAnswer(NamedTuple):
    """A Orderable as it is answered, in wire order."""

    product: str
    name: str
    kind: str
    price_monthly: Decimal
    price_once: Decimal
    ordered: int


class OrderablesAnswer(NamedTuple):
    """A Orderables as it is answered, in wire order."""

    customer: int
    currency: str
    products: Sequence[OrderableAnswer]
    terms: TermsAnswer


OrderLineFields = TypedDict("OrderLineFields", {
    "product": str, "quantity": int, "extra_devices": int, "device_product": str,
}, total=False)
"""What was supplied of a OrderLine."""


OrderLineMember = Literal[
    "product", "quantity", "extra_devices", "device_product",
]


class OrderLineAnswer(NamedTuple):
    """A OrderLine as it is answered, in wire order."""

    product: str
    quantity: int
    extra_devices: int
    device_product: str


OrderFields = TypedDict("OrderFields", {
    "id": str, "customer": int, "kind": str, "lines": list[OrderLineFields], "effective": str, "date": str,
    "state": str, "now": Decimal, "monthly": Decimal, "terms_version": int, "accepted_by": str, "accepted_at": str,
    "accepted_from": str, "quote_digest": str, "reason": str, "created_by": str, "create_date": str, "change_date": str,
}, total=False)
"""What was supplied of a Order."""


OrderMember = Literal[
    "id", "customer", "kind", "lines", "effective", "date", "state", "now", "monthly", "terms_version", "accepted_by",
    "accepted_at", "accepted_from", "quote_digest", "reason", "created_by", "create_date", "change_date",
]


class OrderAnswer(NamedTuple):
    """A Order as it is answered, in wire order."""

    id: str
    customer: int
    kind: str
    lines: Sequence[OrderLineAnswer]
    effective: str
    date: str
    state: str
    now: Decimal
    monthly: Decimal
    terms_version: int
    accepted_by: str
    accepted_at: str
    accepted_from: str
    quote_digest: str
    reason: str
    created_by: str
    create_date: str
    change_date: str


class QuoteLineAnswer(NamedTuple):
    """A QuoteLine as it is answered, in wire order."""

    line: int
    product: str
    name: str
    quantity: int
    now: Decimal
    monthly: Decimal


class QuoteAnswer(NamedTuple):
    """A Quote as it is answered, in wire order."""

    customer: int
    date: str
    currency: str
    lines: Sequence[QuoteLineAnswer]
    now: Decimal
    monthly: Decimal
    warnings: Sequence[str]
    limits: Sequence[EntitlementAnswer]
    terms_version: int
    quote_digest: str


OrderFilterFields = TypedDict("OrderFilterFields", {
    "id": str, "customer": int, "reseller": int, "kind": str, "state": str,
}, total=False)
"""What was supplied of a OrderFilter."""


OrderQueryFields = QueryFields[OrderFilterFields]


OrderPageAnswer = Found[OrderAnswer]
