# SPDX-License-Identifier: Apache-2.0
"""ENUM ranges and numbers have a version, which counts their changes (promise P5)."""

import sqlalchemy as sa
from alembic import op

revision = "enum_0002"
down_revision = "enum_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for table in ("enum_ranges", "enum_numbers"):
        op.add_column(table, sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
