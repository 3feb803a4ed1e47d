# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

CustomerPropertyFields = TypedDict("CustomerPropertyFields", {
    "name": str, "category": str, "value": str | None, "permission": str,
}, total=False)
"""What was supplied of a CustomerProperty."""


CustomerPropertyMember = Literal[
    "name", "category", "value", "permission",
]


class CustomerPropertyAnswer(NamedTuple):
    """A CustomerProperty as it is answered, in wire order."""

    name: str
    category: str
    value: str
    permission: str


CustomerAccountFields = TypedDict("CustomerAccountFields", {
    "id": int, "reseller": int, "impersonate": int, "username": str, "password": str, "first_name": str,
    "last_name": str, "organization": str, "vat_number": str, "email": str, "web": str, "tel": str, "fax": str,
    "mobile": str, "sip": str, "enum": str, "address": str, "postcode": str, "city": str, "state": str, "country": str,
    "timezone": str, "language": str, "bank_account": str, "billing_address": str, "billing_email": str,
    "balance": Decimal, "credit": Decimal, "company_code": str, "reseller_active": bool, "change_date": str,
    "properties": list[CustomerPropertyFields],
}, total=False)
"""What was supplied of a CustomerAccount."""


CustomerAccountMember = Literal[
    "id", "reseller", "impersonate", "username", "password", "first_name", "last_name", "organization", "vat_number",
    "email", "web", "tel", "fax", "mobile", "sip", "enum", "address", "postcode", "city", "state", "country",
    "timezone", "language", "bank_account", "billing_address", "billing_email", "balance", "credit", "company_code",
    "reseller_active", "change_date", "properties",
]


class CustomerAccountAnswer(NamedTuple):
    """A CustomerAccount as it is answered, in wire order."""

    id: int
    reseller: int
    impersonate: int
    username: str
    password: str
    first_name: str
    last_name: str
    organization: str
    vat_number: str
    email: str
    web: str
    tel: str
    fax: str
    mobile: str
    sip: str
    enum: str
    address: str
    postcode: str
    city: str
    state: str
    country: str
    timezone: str
    language: str
    bank_account: str
    billing_address: str
    billing_email: str
    balance: Decimal
    credit: Decimal
    company_code: str
    reseller_active: bool
    change_date: str
    properties: Sequence[CustomerPropertyAnswer]


CustomerFilterFields = TypedDict("CustomerFilterFields", {
    "username": str, "first_name": str, "last_name": str, "organization": str, "email": str, "tel": str, "web": str,
    "city": str, "country": str, "only_resellers": str, "customer": int, "reseller": int,
}, total=False)
"""What was supplied of a CustomerFilter."""


CustomerQueryFields = QueryFields[CustomerFilterFields]


CustomerQueryResultAnswer = Found[CustomerAccountAnswer]
