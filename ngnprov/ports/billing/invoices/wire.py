# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields


class InvoiceLineAnswer(NamedTuple):
    """A InvoiceLine as it is answered, in wire order."""

    place: int
    kind: str
    subscription: int
    product: str
    name: str
    part_number: str
    quantity: int
    from_date: str
    to_date: str
    unit_price: Decimal
    amount: Decimal
    tags: Sequence[str]
    user_id: str
    user_name: str
    role: str
    tax_category: str
    tax_rate: Decimal
    tax_reason: str


class InvoiceTaxAnswer(NamedTuple):
    """A InvoiceTax as it is answered, in wire order."""

    category: str
    rate: Decimal
    net: Decimal
    tax: Decimal
    reason: str


class InvoicePartyAnswer(NamedTuple):
    """A InvoiceParty as it is answered, in wire order."""

    name: str
    reference: str
    vat_id: str
    registration: str
    street: str
    postcode: str
    city: str
    region: str
    country: str
    electronic_address: str
    electronic_scheme: str
    buyer_reference: str
    email: str
    phone: str
    iban: str
    bic: str
    brand: str


class InvoiceAnswer(NamedTuple):
    """A Invoice as it is answered, in wire order."""

    number: str
    type: str
    reseller: int
    customer: int
    customer_name: str
    reference: str
    period: str
    date: str
    due_date: str
    currency: str
    lines: Sequence[InvoiceLineAnswer]
    taxes: Sequence[InvoiceTaxAnswer]
    net: Decimal
    tax: Decimal
    total: Decimal
    seller: InvoicePartyAnswer
    buyer: InvoicePartyAnswer
    payment_terms: str
    credits: str
    reason: str
    created_by: str
    create_date: str


ImaginedChangeFields = TypedDict("ImaginedChangeFields", {
    "product": str, "quantity": int, "date": str,
}, total=False)
"""What was supplied of a ImaginedChange."""


NewLineFields = TypedDict("NewLineFields", {
    "name": str, "part_number": str, "quantity": int, "unit_price": Decimal, "tax_category": str, "tax_rate": Decimal,
    "tax_reason": str,
}, total=False)
"""What was supplied of a NewLine."""


NewInvoiceFields = TypedDict("NewInvoiceFields", {
    "customer": int, "currency": str, "reason": str, "lines": list[NewLineFields],
}, total=False)
"""What was supplied of a NewInvoice."""


CreditedLineFields = TypedDict("CreditedLineFields", {
    "place": int, "amount": Decimal,
}, total=False)
"""What was supplied of a CreditedLine."""


NewCreditNoteFields = TypedDict("NewCreditNoteFields", {
    "invoice": str, "reason": str, "lines": list[CreditedLineFields],
}, total=False)
"""What was supplied of a NewCreditNote."""


InvoiceFilterFields = TypedDict("InvoiceFilterFields", {
    "number": str, "customer": int, "reseller": int, "period": str, "type": str, "credits": str,
}, total=False)
"""What was supplied of a InvoiceFilter."""


InvoiceQueryFields = QueryFields[InvoiceFilterFields]


InvoicePageAnswer = Found[InvoiceAnswer]
