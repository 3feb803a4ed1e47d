# SPDX-License-Identifier: Apache-2.0
"""The table of invitations, which go with their user."""

from sqlalchemy import Column, Index, LargeBinary, Table

from ngnprov.db.columns import metadata, numbered, refers, text
from ngnprov.sealing.columns import Sealed

TOKEN = Sealed("tenant_invitations.token", by="{id}")
"""Until the letter has left."""

invitations = Table(
    "tenant_invitations",
    metadata,
    numbered(),
    refers("user", "tenant_users.id", cascades=True),
    Column("digest", LargeBinary, nullable=False),  # SHA-256 of the token, which has 160 random bits
    TOKEN.column(),
    *map(text, ("at", "expires", "sent", "used")),  # used: accepted, or another one was written since
)
_c = invitations.c
Index("uq_tenant_invitations_digest", _c.digest, unique=True)
Index("ix_tenant_invitations_user", _c.user, _c.id)
Index("ix_tenant_invitations_sent", _c.sent, _c.at)
