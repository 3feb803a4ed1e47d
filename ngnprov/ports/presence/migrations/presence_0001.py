# SPDX-License-Identifier: Apache-2.0
"""What accounts say of themselves, and who may see it."""

import sqlalchemy as sa
from alembic import op

revision = "presence_0001"
down_revision = None
branch_labels = ("presence",)
depends_on = "sip_0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "presence_information",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("activity <> ''", name=op.f("ck_presence_information_activity_given")),
        sa.ForeignKeyConstraint(
            ["account"],
            ["sip_accounts.id"],
            name=op.f("fk_presence_information_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_presence_information")),
    )
    op.create_table(
        "presence_policies",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("watcher", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("watcher <> ''", name=op.f("ck_presence_policies_watcher_given")),
        sa.ForeignKeyConstraint(
            ["account"],
            ["sip_accounts.id"],
            name=op.f("fk_presence_policies_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account", "action", "watcher", name=op.f("pk_presence_policies")),
    )
