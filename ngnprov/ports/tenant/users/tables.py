# SPDX-License-Identifier: Apache-2.0
"""The table of users, who go with their customer. An address is there once on the whole platform."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import changes, folded, metadata, numbered, refers, text

users = Table(
    "tenant_users",
    metadata,
    numbered(),
    refers("customer", "customers.id", cascades=True),
    text("email"),
    folded("email"),
    text("name"),
    folded("name"),
    text("roles"),  # codes with blanks between
    *changes(),
    CheckConstraint("email <> ''", name="email_given"),
)
_c = users.c
Index("uq_tenant_users_email", _c.email_fold, unique=True)
Index("ix_tenant_users_customer", _c.customer, _c.id)
Index("ix_tenant_users_name", _c.name_fold, _c.id)
Index("ix_tenant_users_change_date", _c.change_date, _c.id)
