# SPDX-License-Identifier: Apache-2.0
"""Personal settings of SIP accounts: phonebook, diversions, accept rules, rejected callers, barred numbers."""

import sqlalchemy as sa
from alembic import op

revision = "sip_0003"
down_revision = "sip_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sip_accept_persistent",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("stop", sa.Text(), nullable=False),
        sa.Column("group_names", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 127", name=op.f("ck_sip_accept_persistent_days_are_a_mask")),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_accept_persistent_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "days", name=op.f("pk_sip_accept_persistent")),
    )
    op.create_table(
        "sip_accept_temporary",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("group_names", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_accept_temporary_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_sip_accept_temporary")),
    )
    op.create_table(
        "sip_barring_prefixes",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.CheckConstraint("prefix <> ''", name=op.f("ck_sip_barring_prefixes_prefix_given")),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_barring_prefixes_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "prefix", name=op.f("pk_sip_barring_prefixes")),
    )
    op.create_table(
        "sip_diversions",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.CheckConstraint("target <> ''", name=op.f("ck_sip_diversions_target_given")),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_diversions_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "event", name=op.f("pk_sip_diversions")),
    )
    op.create_table(
        "sip_phonebook",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("uri", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "uri_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "name_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("group_name", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_phonebook_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "uri_fold", name=op.f("pk_sip_phonebook")),
    )
    op.create_index("ix_sip_phonebook_name_fold", "sip_phonebook", ["account", "name_fold", "uri_fold"], unique=False)
    op.create_table(
        "sip_reject_members",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("pattern <> ''", name=op.f("ck_sip_reject_members_pattern_given")),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_reject_members_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "pattern", name=op.f("pk_sip_reject_members")),
    )
