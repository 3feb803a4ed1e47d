# SPDX-License-Identifier: Apache-2.0
"""DNS zones and records have a version, which counts their changes (promise P5)."""

import sqlalchemy as sa
from alembic import op

revision = "dns_0003"
down_revision = "dns_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for table in ("dns_zones", "dns_records", "dns_fancy_records"):
        op.add_column(table, sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
