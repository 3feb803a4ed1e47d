# SPDX-License-Identifier: Apache-2.0
"""Whose a hook is, which stays when its customer moves to another reseller."""

import sqlalchemy as sa
from alembic import op

revision = "event_0002"
down_revision = "event_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the reseller; of hooks that are there it is the one to whom the customer belongs."""
    op.add_column("event_hooks", sa.Column("reseller", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE event_hooks SET reseller = (SELECT reseller FROM customers WHERE customers.id = event_hooks.customer)"
        " WHERE customer IS NOT NULL"
    )
