# SPDX-License-Identifier: Apache-2.0
"""The table of blocks: one row for each level at which an extension is blocked. One that was lifted is gone: the journal tells
of it.

An extension is blocked by the suspensions of its customer and reseller, too, which TenantPort keeps."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import metadata, refers, serial, text
from ngnprov.ports.tenant.lifecycle.levels import LEVELS

blocks = Table(
    "pbx_blocks",
    metadata,
    serial(),
    refers("customer", "customers.id"),
    refers("extension", "pbx_extensions.id"),
    *map(text, ("level", "reason", "created_by", "since")),
    CheckConstraint(f"level IN {LEVELS}", name="level_known"),
    sqlite_autoincrement=True,
)
_c = blocks.c
Index("uq_pbx_blocks_extension", _c.extension, _c.level, unique=True)
Index("ix_pbx_blocks_customer", _c.customer, _c.extension)
