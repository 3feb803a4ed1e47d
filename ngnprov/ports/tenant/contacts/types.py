# SPDX-License-Identifier: Apache-2.0
"""Types of contacts (tenant.md 2)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Id, Text, page_of, query_of


class Contact(TenantRecord):
    """A person or an office of a customer; it belongs to the reseller, whose tenants may share it."""

    id = reseller = Id()
    email = Text(1024)  # 254 at most (RFC 5321), which the rule says better
    firstName = lastName = organization = Text(255)
    address = Text(1024)
    postcode = city = state = Text(255)
    country = Text(2)
    tel = Text(255)
    changeDate = Text(64)


class ContactFilter(TenantRecord):
    """What getContacts filters by."""

    id = reseller = Id()
    email = lastName = organization = Text(1024)


ContactQuery = query_of("ContactQuery", "contacts", ContactFilter)
ContactPage = page_of("ContactPage", "contacts", contacts=Contact)
