# SPDX-License-Identifier: Apache-2.0
"""Which subscriptions end with their customer."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0012"
down_revision = "pbx_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column(
        "pbx_subscriptions", sa.Column("with_customer", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
