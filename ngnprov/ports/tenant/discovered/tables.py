# SPDX-License-Identifier: Apache-2.0
"""The table of discovered users, who go with their connection."""

from sqlalchemy import CheckConstraint, Column, Index, Table

from ngnprov.db.columns import Identifier, changes, flag, folded, metadata, numbered, refers, text

discovered = Table(
    "tenant_discovered_users",
    metadata,
    numbered(),
    refers("connection", "tenant_connections.id", cascades=True),
    text("external_id"),
    text("external_account"),
    text("email"),
    folded("email"),
    text("name"),
    folded("name"),
    # the user that it is linked to, 0 for none. It is no foreign key: a user who is removed and made again is linked again
    Column("user", Identifier, nullable=False),
    flag("by_hand"),  # somebody has said so, and no e-mail address undoes it
    flag("gone"),
    *changes(),
    CheckConstraint("external_id <> ''", name="external_id_given"),
)
_c = discovered.c
Index("uq_tenant_discovered_users_external_id", _c.connection, _c.external_id, unique=True)
Index("ix_tenant_discovered_users_connection", _c.connection, _c.id)
Index("ix_tenant_discovered_users_email", _c.email_fold, _c.id)
Index("ix_tenant_discovered_users_name", _c.name_fold, _c.id)
Index("ix_tenant_discovered_users_user", _c.user)
Index("ix_tenant_discovered_users_change_date", _c.change_date, _c.id)
