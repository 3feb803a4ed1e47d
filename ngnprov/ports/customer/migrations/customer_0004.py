# SPDX-License-Identifier: Apache-2.0
"""The index of entries by reseller is unique, so that records of other ports can name an entry together with its reseller."""

from alembic import op

revision = "customer_0004"
down_revision = "customer_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replace the index."""
    op.create_index("uq_customers_reseller_id", "customers", ["reseller", "id"], unique=True)
    op.drop_index("ix_customers_reseller_id", table_name="customers")
