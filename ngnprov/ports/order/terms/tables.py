# SPDX-License-Identifier: Apache-2.0
"""The table of terms; ``id`` is the version, counted over all resellers, so that one means one text."""

from sqlalchemy import Column, Index, Table

from ngnprov.db.columns import Identifier, metadata, numbered, text

terms = Table(
    "order_terms",
    metadata,
    numbered(),
    Column("reseller", Identifier, nullable=False),
    *map(text, ("title", "text", "created_by", "since")),
)
Index("ix_order_terms_reseller", terms.c.reseller, terms.c.id)
