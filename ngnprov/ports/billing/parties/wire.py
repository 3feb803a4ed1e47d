# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from decimal import Decimal
from typing import Literal, NamedTuple, TypedDict

InvoicingFields = TypedDict("InvoicingFields", {
    "customer": int, "name": str, "vat_id": str, "registration": str, "street": str, "postcode": str, "city": str,
    "region": str, "country": str, "electronic_address": str, "electronic_scheme": str, "buyer_reference": str,
    "email": str, "phone": str, "tax_category": str, "tax_rate": Decimal, "tax_reason": str, "payment_days": int,
    "payment_terms": str, "iban": str, "bic": str, "creditor_id": str, "mandate_id": str, "mandate_date": str,
    "mandate_sequence": str, "minimum_days": int, "billed_from": str, "version": int, "change_date": str,
}, total=False)
"""What was supplied of a Invoicing."""


InvoicingMember = Literal[
    "customer", "name", "vat_id", "registration", "street", "postcode", "city", "region", "country",
    "electronic_address", "electronic_scheme", "buyer_reference", "email", "phone", "tax_category", "tax_rate",
    "tax_reason", "payment_days", "payment_terms", "iban", "bic", "creditor_id", "mandate_id", "mandate_date",
    "mandate_sequence", "minimum_days", "billed_from", "version", "change_date",
]


class InvoicingAnswer(NamedTuple):
    """A Invoicing as it is answered, in wire order."""

    customer: int
    name: str
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
    tax_category: str
    tax_rate: Decimal
    tax_reason: str
    payment_days: int
    payment_terms: str
    iban: str
    bic: str
    creditor_id: str
    mandate_id: str
    mandate_date: str
    mandate_sequence: str
    minimum_days: int
    billed_from: str
    version: int
    change_date: str
