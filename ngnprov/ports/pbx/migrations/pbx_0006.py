# SPDX-License-Identifier: Apache-2.0
"""What was applied. The state of an extension is worked out from now on, and everything that is there was never applied."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0006"
down_revision = "pbx_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let go of what each extension said of itself."""
    op.create_table(
        "pbx_revisions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("applied_by", sa.Text(), server_default="", nullable=False),
        sa.Column("applied_at", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("snapshot", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_pbx_revisions_number_from_one")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_revisions_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_revisions")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_pbx_revisions_customer_number", "pbx_revisions", ["customer", "number"], unique=True)
    op.create_table(
        "pbx_applied",
        sa.Column("extension", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_applied_extension")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_applied_customer")),
        sa.PrimaryKeyConstraint("extension", name=op.f("pk_pbx_applied")),
    )
    op.create_index("uq_pbx_applied_customer_account_id", "pbx_applied", ["customer", "account_id"], unique=True)
    op.drop_column("pbx_extensions", "draft_state")
