# SPDX-License-Identifier: Apache-2.0
"""The tables of what was applied: each revision with its snapshot, and what of the last one each extension is compared with.

``digest`` is the SHA-256, in hexadecimal, of a snapshot, or of the part of it that is about one extension."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from ngnprov.db.columns import metadata, refers, serial, text

revisions = Table(
    "pbx_revisions",
    metadata,
    serial(),
    refers("customer", "customers.id"),
    Column("number", Integer, nullable=False),
    *map(text, ("applied_by", "applied_at", "digest", "snapshot")),
    CheckConstraint("number > 0", name="number_from_one"),
    sqlite_autoincrement=True,
)
_r = revisions.c
Index("uq_pbx_revisions_customer_number", _r.customer, _r.number, unique=True)

applied = Table(
    "pbx_applied",
    metadata,
    refers("extension", "pbx_extensions.id", primary_key=True, autoincrement=False),
    refers("customer", "customers.id"),
    text("account_id"),
    text("digest"),
)
Index("uq_pbx_applied_customer_account_id", applied.c.customer, applied.c.account_id, unique=True)
