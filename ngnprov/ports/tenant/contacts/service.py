# SPDX-License-Identifier: Apache-2.0
"""The rules of contacts (tenant.md 5): each belongs to a reseller, and is found by its address."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required, wire_name
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.ports.customer import entitlements
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.contacts import store
from ngnprov.ports.tenant.contacts.store import Contact
from ngnprov.ports.tenant.contacts.wire import (
    ContactAnswer,
    ContactFields,
    ContactPageAnswer,
    ContactQueryFields,
)
from ngnprov.ports.tenant.errors import ContactInUse, ContactUnknown
from ngnprov.ports.tenant.owning import find_reseller, new_number

CHECKS: Mapping[str, Callable[[str, str], str]] = {
    **dict.fromkeys(("first_name", "last_name", "organization", "postcode", "city", "state", "tel"), texts.line),
    "address": texts.lines,
    "country": texts.country,
}
"""Members that may be empty, and their forms."""

CONTACTS = Resource(
    store.CONTACTS,
    subject=lambda contact: f"contact {contact.id}",
    unknown=partial(ContactUnknown, "there is no such contact"),
    in_use=partial(ContactInUse, "the contact is still that of a tenant"),
    reversal=Reversal("tenant", "addContact", "updateContact", "deleteContact", "contact"),
)


def add_contact(call: Call, new: ContactFields) -> ContactAnswer:
    """Create a contact of the caller's reseller; an administrator names one.

    Raises MissingInput (email, reseller), InvalidValue, NotAuthorized (inactive reseller).
    """
    reseller = find_reseller(call, new.get("reseller", 0), "contact.reseller")
    entitlements.claim(call, reseller, reseller, {})
    return answer(make(call, new, reseller))


def make(call: Call, new: ContactFields, reseller: int) -> Contact:
    """Create a contact of a reseller that is held. Raises MissingInput, InvalidValue."""
    values: dict[str, Any] = {**dict.fromkeys(CHECKS, ""), "email": _email(new.get("email", "")), **_checked(new)}
    id = new_number(call, store.KIND, new.get("id", 0))
    contact = Contact(id=id, reseller=reseller, change_date=call.now, **values)
    return CONTACTS.create(call, contact)


def update_contact(call: Call, given: ContactFields) -> ContactAnswer:
    """Change the members given; whose it is stays. Raises MissingInput (id, email), InvalidValue, ContactUnknown."""
    contact = CONTACTS.lock(call, required(given.get("id"), "contact.id"), field="contact.id")
    wanted = _checked(given)
    if "email" in given:
        wanted["email"] = _email(given["email"])
    return answer(CONTACTS.update(call, contact, wanted))


def delete_contact(call: Call, id: int) -> None:
    """Remove a contact that no tenant has. Raises ContactUnknown, ContactInUse."""
    CONTACTS.remove(call, CONTACTS.lock(call, id, field="id"))


def get_contacts(call: Call, query: ContactQueryFields) -> ContactPageAnswer:
    """Contacts in scope that match."""
    return CONTACTS.find(call, query, answer)


def answer(contact: Contact) -> ContactAnswer:
    """A stored contact as it is answered."""
    return contact._replace(change_date=clock.to_seconds(contact.change_date))


def _email(text: str) -> str:
    return texts.email(required(text, "contact.email"), "contact.email")


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: check(given[name], f"contact.{wire_name(name)}") for name, check in CHECKS.items() if name in given}
