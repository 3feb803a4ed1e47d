# SPDX-License-Identifier: Apache-2.0
"""Which users have a second factor."""

import sqlalchemy as sa
from alembic import op

revision = "tenant_0007"
down_revision = "tenant_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has one yet."""
    op.add_column("tenant_users", sa.Column("has_factor", sa.Boolean(), server_default=sa.false(), nullable=False))
