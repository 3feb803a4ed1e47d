# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

CustomerProfileFields = TypedDict("CustomerProfileFields", {
    "customer": int, "reseller": int, "name": str, "description": str, "kind": str, "product_type": str, "status": str,
    "suspended_by": list[str], "enabled": bool, "contact": int, "billing_profile": int, "reference": str,
    "country": str, "language": str, "timezone": str, "date_format": str, "number_format": str, "national_prefix": str,
    "international_prefix": str, "overrides": list[str], "notes": str, "max_subscribers": str, "ext_range_min": str,
    "ext_range_max": str, "in_house": bool, "trial_since": str, "trial_until": str, "trial_ended": str,
    "create_date": str, "terminate_date": str, "version": int,
}, total=False)
"""What was supplied of a CustomerProfile."""


CustomerProfileMember = Literal[
    "customer", "reseller", "name", "description", "kind", "product_type", "status", "suspended_by", "enabled",
    "contact", "billing_profile", "reference", "country", "language", "timezone", "date_format", "number_format",
    "national_prefix", "international_prefix", "overrides", "notes", "max_subscribers", "ext_range_min",
    "ext_range_max", "in_house", "trial_since", "trial_until", "trial_ended", "create_date", "terminate_date",
    "version",
]


class CustomerProfileAnswer(NamedTuple):
    """A CustomerProfile as it is answered, in wire order."""

    customer: int
    reseller: int
    name: str
    description: str
    kind: str
    product_type: str
    status: str
    suspended_by: Sequence[str]
    enabled: bool
    contact: int
    billing_profile: int
    reference: str
    country: str
    language: str
    timezone: str
    date_format: str
    number_format: str
    national_prefix: str
    international_prefix: str
    overrides: Sequence[str]
    notes: str
    max_subscribers: str
    ext_range_min: str
    ext_range_max: str
    in_house: bool
    trial_since: str
    trial_until: str
    trial_ended: str
    create_date: str
    terminate_date: str
    version: int


TenantFilterFields = TypedDict("TenantFilterFields", {
    "customer": int, "reseller": int, "name": str, "reference": str, "status": str, "product_type": str, "trial": str,
}, total=False)
"""What was supplied of a TenantFilter."""


TenantQueryFields = QueryFields[TenantFilterFields]


TenantPageAnswer = Found[CustomerProfileAnswer]
