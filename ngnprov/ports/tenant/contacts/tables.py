# SPDX-License-Identifier: Apache-2.0
"""The table of contacts."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table

from ngnprov.db.columns import Identifier, changes, folded, metadata, text

contacts = Table(
    "tenant_contacts",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    Column("reseller", Identifier, ForeignKey("customers.id"), nullable=False),
    text("email"),
    folded("email"),
    text("first_name"),
    text("last_name"),
    folded("last_name"),
    text("organization"),
    folded("organization"),
    text("address"),
    text("postcode"),
    text("city"),
    text("state"),
    text("country"),
    text("tel"),
    *changes(),
    CheckConstraint("email <> ''", name="email_given"),
)
_c = contacts.c
Index("uq_tenant_contacts_reseller_id", _c.reseller, _c.id, unique=True)  # a tenant's contact is its reseller's
Index("ix_tenant_contacts_change_date", _c.change_date, _c.id)
Index("ix_tenant_contacts_email", _c.email_fold, _c.id)
