# SPDX-License-Identifier: Apache-2.0
"""SQL of contacts."""

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.ports.tenant.contacts.tables import contacts
from ngnprov.ports.tenant.contacts.wire import ContactAnswer

KIND = "tenant_contact"
"""The sequence of their numbers, none of which is given twice."""

_c = contacts.c

Contact = ContactAnswer
"""A stored one is as it is answered, but for the length of its change date."""

LISTING = Listing(
    rows=select(*columns_of(Contact, contacts)),
    filters={
        **each_by(ByNumber, _c.id, _c.reseller),
        "email": ByPattern(_c.email_fold, literal="alone"),
        **each_by(ByPattern, _c.last_name_fold, _c.organization_fold),
    },
    orders=by_wire_name(_c.change_date, _c.id, _c.email_fold, _c.last_name_fold, _c.organization_fold),
    key=_c.id,
    reseller=_c.reseller,
)

CONTACTS = Records(contacts, Contact, LISTING, names=(_c.id,))
"""One that a tenant has is not removed."""

count_of = counting(_c.reseller)
"""How many contacts a reseller has."""
