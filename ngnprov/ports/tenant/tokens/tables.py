# SPDX-License-Identifier: Apache-2.0
"""The table of API tokens, which go with their user."""

from sqlalchemy import Column, Index, LargeBinary, Table

from ngnprov.db.columns import metadata, numbered, refers, text

tokens = Table(
    "tenant_tokens",
    metadata,
    numbered(),
    refers("user", "tenant_users.id", cascades=True),
    Column("digest", LargeBinary, nullable=False),  # SHA-256 of the token, which has 256 random bits
    text("name"),
    text("hint"),  # how it begins
    text("permissions"),  # with blanks between; empty: all that the user has
    *map(text, ("expiry", "create_date", "last_used")),
)
_c = tokens.c
Index("uq_tenant_tokens_digest", _c.digest, unique=True)
Index("ix_tenant_tokens_user", _c.user, _c.id)
