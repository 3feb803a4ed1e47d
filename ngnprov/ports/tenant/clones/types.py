# SPDX-License-Identifier: Apache-2.0
"""Types of making a customer like another one (tenant.md 21)."""

from ngnprov.ports.customer.types import CustomerAccount
from ngnprov.ports.tenant.connections.types import Connection
from ngnprov.ports.tenant.contacts.types import Contact
from ngnprov.ports.tenant.invitations.types import Invitation
from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.ports.tenant.users.types import User
from ngnprov.soap.types import Id, Int, ListOf, Part, Text


class CloneNumber(TenantRecord):
    """The base number of the new customer in its parts: the code of the country, area or network, subscriber."""

    cc = Text(3, example="43")
    ac = Text(14, example="1")
    sn = Text(15, example="9999")


class CloneOptions(TenantRecord):
    """What is copied, by the names of parts, everything without any; and what is new: the SIP domain, which is made, and the
    base number. ``termsVersion`` are the terms that are accepted for licences."""

    include = ListOf(Text(32, example="extensions"))
    domain = Text(255)
    number = Part(CloneNumber)
    termsVersion = Id()


class CopiedPart(TenantRecord):
    """A part that was copied, and how many records it has."""

    part = Text(32)
    records = Int(0)


class ClonedTenant(TenantRecord):
    """What was made: as addTenant answers it, and what was copied."""

    customer = Part(CustomerAccount)
    contact = Part(Contact)
    user = Part(User)
    connection = Part(Connection)
    invitation = Part(Invitation)
    copied = ListOf(CopiedPart)
