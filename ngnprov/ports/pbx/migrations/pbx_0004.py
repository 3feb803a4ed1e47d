# SPDX-License-Identifier: Apache-2.0
"""Blocks of extensions, customers and resellers."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0004"
down_revision = "pbx_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pbx_blocks",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("extension", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_by", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("level IN ('self', 'reseller', 'admin', 'system')", name=op.f("ck_pbx_blocks_level_known")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_blocks_customer")),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_blocks_extension")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_blocks")),
        sqlite_autoincrement=True,
    )
    where = sa.text("extension IS NULL")
    op.create_index("uq_pbx_blocks_extension", "pbx_blocks", ["extension", "level"], unique=True)
    op.create_index(
        *("uq_pbx_blocks_entry", "pbx_blocks", ["customer", "level"]),
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_index("ix_pbx_blocks_customer", "pbx_blocks", ["customer", "extension"], unique=False)
