# SPDX-License-Identifier: Apache-2.0
"""Customers have a version, which counts their changes (promise P5)."""

import sqlalchemy as sa
from alembic import op

revision = "customer_0002"
down_revision = "customer_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for table in ("customers",):
        op.add_column(table, sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
