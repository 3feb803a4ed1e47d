# SPDX-License-Identifier: Apache-2.0
"""The tables of users, who go with their customer, and of identities: what somebody logs in by, whatever customers he is of.

The address is all that joins the two. So an address that is a user of one customer already can be added to another one without
anybody learning of it, and gets nothing before the mail to it was answered (tenant.md W4).
"""

from sqlalchemy import CheckConstraint, Column, Index, Table

from ngnprov.db.columns import change_date, changes, flag, folded, lowered, metadata, numbered, refers, secret, text

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
    flag("is_disabled"),
    *map(text, ("accept_date", "activation", "expiry")),
    text("allowed_networks"),  # with blanks between
    *map(text, ("timezone", "language")),
    text("external_id"),
    folded("external_id"),
    text("last_login"),
    flag("has_factor"),
    *changes(),
    CheckConstraint("email <> ''", name="email_given"),
)
_c = users.c
Index("uq_tenant_users_email", _c.customer, _c.email_fold, unique=True)
Index("ix_tenant_users_email", _c.email_fold, _c.id)
Index("ix_tenant_users_customer", _c.customer, _c.id)
Index("ix_tenant_users_name", _c.name_fold, _c.id)
Index("ix_tenant_users_external_id", _c.external_id_fold, _c.id)
Index("ix_tenant_users_change_date", _c.change_date, _c.id)

identities = Table(
    "tenant_identities",
    metadata,
    lowered("email", primary_key=True),  # folded
    secret(Column("password", text("password").type, nullable=False)),  # argon2id
    change_date(),
)
