# SPDX-License-Identifier: Apache-2.0
"""Values of properties that are secrets are sealed, in a column of their own; the port's hook moves them there."""

import sqlalchemy as sa
from alembic import op

revision = "customer_0003"
down_revision = "customer_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    column = sa.Column("sealed_value", sa.LargeBinary(), server_default=sa.text("''"), nullable=False)
    op.add_column("customer_properties", column)
