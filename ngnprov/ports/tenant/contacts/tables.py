# SPDX-License-Identifier: Apache-2.0
"""The table of contacts."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import changes, folded, metadata, numbered, refers, text

contacts = Table(
    "tenant_contacts",
    metadata,
    numbered(),
    refers("reseller", "customers.id"),
    text("email"),
    folded("email"),
    text("first_name"),
    text("last_name"),
    folded("last_name"),
    text("organization"),
    folded("organization"),
    *map(text, ("address", "postcode", "city", "state", "country", "tel")),
    *changes(),
    CheckConstraint("email <> ''", name="email_given"),
)
_c = contacts.c
Index("uq_tenant_contacts_reseller_id", _c.reseller, _c.id, unique=True)  # a tenant's contact is its reseller's
Index("ix_tenant_contacts_change_date", _c.change_date, _c.id)
Index("ix_tenant_contacts_email", _c.email_fold, _c.id)
