# SPDX-License-Identifier: Apache-2.0
"""Blocks are of extensions alone: customers and resellers are suspended by TenantPort. No operation ever made others."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0010"
down_revision = "pbx_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have no block without an extension."""
    op.drop_index("uq_pbx_blocks_entry", table_name="pbx_blocks")
    op.execute("DELETE FROM pbx_blocks WHERE extension IS NULL")
    with op.batch_alter_table("pbx_blocks", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("extension", existing_type=sa.Integer(), nullable=False)
