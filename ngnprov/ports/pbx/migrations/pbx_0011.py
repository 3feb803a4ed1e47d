# SPDX-License-Identifier: Apache-2.0
"""Of which subscription one was parted when a part of it ended."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0011"
down_revision = "pbx_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of those that were parted before it is not known."""
    op.add_column("pbx_subscriptions", sa.Column("parted_from", sa.Integer(), nullable=True))
