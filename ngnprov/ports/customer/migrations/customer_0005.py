# SPDX-License-Identifier: Apache-2.0
"""Entries whose logins are refused."""

import sqlalchemy as sa
from alembic import op

revision = "customer_0005"
down_revision = "customer_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("customers", sa.Column("barred", sa.Boolean(), server_default=sa.false(), nullable=False))
