# SPDX-License-Identifier: Apache-2.0
"""Types of making a tenant (tenant.md 4)."""

from ngnprov.ports.customer.types import CustomerAccount
from ngnprov.ports.tenant.billing.types import BillingProfile
from ngnprov.ports.tenant.connections.types import Connection
from ngnprov.ports.tenant.contacts.types import Contact
from ngnprov.ports.tenant.invitations.types import Invitation
from ngnprov.ports.tenant.profiles.types import CustomerProfile
from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.ports.tenant.users.types import User
from ngnprov.soap.types import Id, ListOf, Part, Text


class Tenant(TenantRecord):
    """A customer that is to be made; its contact and its billing profile are made with it, or named by their numbers."""

    account = Part(CustomerAccount)
    profile = Part(CustomerProfile)
    contact = Part(Contact)
    contactId = Id()
    billingProfile = Part(BillingProfile)
    billingProfileId = Id()
    primaryUser = Part(User)
    connection = Part(Connection)
    roles = ListOf(Text(32))  # of the primary user


class AddedTenant(TenantRecord):
    """What was made: the account as CustomerPort answers it, and the contact, new or not.

    Connection and invitation have the number 0 where there is none.
    """

    customer = Part(CustomerAccount)
    contact = Part(Contact)
    user = Part(User)
    connection = Part(Connection)
    invitation = Part(Invitation)
