# SPDX-License-Identifier: Apache-2.0
"""Ends of licences are found by their day."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0008"
down_revision = "pbx_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    ends = sa.text("ended IS NULL AND extension IS NULL")
    op.create_index(
        "ix_pbx_subscriptions_until",
        "pbx_subscriptions",
        ["until", "id"],
        unique=False,
        sqlite_where=ends,
        postgresql_where=ends,
    )
