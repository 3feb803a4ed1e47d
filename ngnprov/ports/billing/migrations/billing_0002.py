# SPDX-License-Identifier: Apache-2.0
"""How far the invoices of customers that have ended came: a day of its own, since they may be restored."""

import sqlalchemy as sa
from alembic import op

revision = "billing_0002"
down_revision = "billing_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day to the marks."""
    op.add_column("billing_marks", sa.Column("reached", sa.Text(), server_default="", nullable=False))
