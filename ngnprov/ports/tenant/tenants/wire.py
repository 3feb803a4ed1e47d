# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple, TypedDict

from ngnprov.ports.customer.wire import CustomerAccountAnswer, CustomerAccountFields
from ngnprov.ports.tenant.billing.wire import BillingProfileFields
from ngnprov.ports.tenant.connections.wire import ConnectionAnswer, ConnectionFields
from ngnprov.ports.tenant.contacts.wire import ContactAnswer, ContactFields
from ngnprov.ports.tenant.invitations.wire import InvitationAnswer
from ngnprov.ports.tenant.profiles.wire import CustomerProfileFields
from ngnprov.ports.tenant.users.wire import UserAnswer, UserFields

TenantFields = TypedDict("TenantFields", {
    "account": CustomerAccountFields, "profile": CustomerProfileFields, "contact": ContactFields, "contact_id": int,
    "billing_profile": BillingProfileFields, "billing_profile_id": int, "primary_user": UserFields,
    "connection": ConnectionFields, "roles": list[str],
}, total=False)
"""What was supplied of a Tenant."""


class AddedTenantAnswer(NamedTuple):
    """A AddedTenant as it is answered, in wire order."""

    customer: CustomerAccountAnswer
    contact: ContactAnswer
    user: UserAnswer
    connection: ConnectionAnswer
    invitation: InvitationAnswer
