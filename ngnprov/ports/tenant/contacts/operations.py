# SPDX-License-Identifier: Apache-2.0
"""Contacts on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant.contacts import service
from ngnprov.ports.tenant.contacts.types import Contact, ContactPage, ContactQuery
from ngnprov.ports.tenant.contacts.wire import ContactAnswer, ContactFields, ContactPageAnswer, ContactQueryFields
from ngnprov.ports.tenant.errors import ContactInUse, ContactUnknown
from ngnprov.ports.tenant.permissions import READ_CONTACTS, WRITE_CONTACTS
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_CONTACTS, versioned="tenant_contacts")


class TenantContacts(PortService):
    """Contacts: each belongs to a reseller, and its tenants may share it."""

    @_changing(Contact, returns=Contact, answers="contact", faults=(MissingInput, InvalidValue))
    def addContact(call: Call, contact: ContactFields) -> ContactAnswer:
        """Create a contact of the reseller, which an administrator names. Only the e-mail address is required."""
        return service.add_contact(call, contact)

    @_changing(Contact, returns=Contact, answers="contact", faults=(MissingInput, InvalidValue, ContactUnknown))
    def updateContact(call: Call, contact: ContactFields) -> ContactAnswer:
        """Change the members given; absent and null ones stay. Answers what is stored."""
        return service.update_contact(call, contact)

    @_changing(Id(), faults=(ContactUnknown, ContactInUse))
    def deleteContact(call: Call, id: int) -> None:
        """Remove a contact that no tenant has."""
        service.delete_contact(call, id)

    @listing(ContactQuery, returns=ContactPage, may=READ_CONTACTS)
    def getContacts(call: Call, query: ContactQueryFields | None) -> ContactPageAnswer:
        """Contacts that match: a slice of them, and how many there are in all."""
        return service.get_contacts(call, query or {})
