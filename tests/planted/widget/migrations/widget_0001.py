# SPDX-License-Identifier: Apache-2.0
"""The table of WidgetPort."""

import sqlalchemy as sa
from alembic import op

revision = "widget_0001"
down_revision = None
branch_labels = ("widget",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "widgets",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("customer", sa.Integer, nullable=False),
        sa.Column("reseller", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False, server_default=""),
        sa.Column("name_fold", sa.Text, nullable=False, unique=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("tags", sa.Text, nullable=False, server_default=""),
        sa.Column("pin", sa.LargeBinary, nullable=False),
    )
