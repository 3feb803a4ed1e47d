# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple, TypedDict

from ngnprov.ports.customer.wire import CustomerAccountAnswer, CustomerAccountFields
from ngnprov.ports.tenant.billing.wire import BillingProfileFields
from ngnprov.ports.tenant.contacts.wire import ContactAnswer, ContactFields
from ngnprov.ports.tenant.profiles.wire import CustomerProfileFields

TenantFields = TypedDict("TenantFields", {
    "account": CustomerAccountFields, "profile": CustomerProfileFields, "contact": ContactFields, "contact_id": int,
    "billing_profile": BillingProfileFields, "billing_profile_id": int,
}, total=False)
"""What was supplied of a Tenant."""


class AddedTenantAnswer(NamedTuple):
    """A AddedTenant as it is answered, in wire order."""

    customer: CustomerAccountAnswer
    contact: ContactAnswer
