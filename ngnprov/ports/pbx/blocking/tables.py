# SPDX-License-Identifier: Apache-2.0
"""The table of blocks: one row for each level at which an extension, a customer or a reseller is blocked.

``customer`` is to whom the extension belongs; without an ``extension`` it is the entry itself that is blocked, with all its
extensions, and those of all its customers if it is a reseller. A block that was lifted is gone: the journal tells of it."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import metadata, refers, serial, text

LEVELS = SELF, RESELLER, ADMIN, SYSTEM = "self", "reseller", "admin", "system"
"""In the order in which they are told."""

blocks = Table(
    "pbx_blocks",
    metadata,
    serial(),
    refers("customer", "customers.id"),
    refers("extension", "pbx_extensions.id", nullable=True),
    *map(text, ("level", "reason", "created_by", "since")),
    CheckConstraint(f"level IN {LEVELS}", name="level_known"),
    sqlite_autoincrement=True,
)
_c = blocks.c
of_entry = _c.extension.is_(None)

Index("uq_pbx_blocks_extension", _c.extension, _c.level, unique=True)
Index("uq_pbx_blocks_entry", _c.customer, _c.level, unique=True, sqlite_where=of_entry, postgresql_where=of_entry)
Index("ix_pbx_blocks_customer", _c.customer, _c.extension)
