# SPDX-License-Identifier: Apache-2.0
"""Indexes by which a customer, a reseller and whoever asks for a transaction read the journal in its order."""

from alembic import op

revision = "kernel_0005"
down_revision = "kernel_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replace one index and add two."""
    op.drop_index(op.f("ix_journal_customer"), "journal")
    for column in ("customer", "reseller"):
        op.create_index(op.f(f"ix_journal_{column}"), "journal", [column, "kind", "id"], unique=False)
    op.create_index(op.f("ix_journal_request_id"), "journal", ["request_id"], unique=False)
