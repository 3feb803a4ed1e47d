# SPDX-License-Identifier: Apache-2.0
"""Rewrite rule sets, their rules, and the SIP domains that have one."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0003"
down_revision = "pbx_0002"
branch_labels = None
depends_on = "sip_0001"


def upgrade() -> None:
    """Make the tables."""
    by_code_point = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "pbx_rewrite_sets",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_fold", by_code_point, server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_pbx_rewrite_sets_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_rewrite_sets")),
    )
    op.create_index("uq_pbx_rewrite_sets_reseller_name", "pbx_rewrite_sets", ["reseller", "name_fold"], unique=True)
    op.create_index("ix_pbx_rewrite_sets_name_fold", "pbx_rewrite_sets", ["name_fold"], unique=False)
    op.create_table(
        "pbx_rewrite_rules",
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("direction", sa.Text(), server_default="", nullable=False),
        sa.Column("pattern", sa.Text(), server_default="", nullable=False),
        sa.Column("replacement", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_pbx_rewrite_rules_position_from_one")),
        sa.CheckConstraint(
            "direction IN ('caller-in', 'callee-in', 'caller-out', 'callee-out')",
            name=op.f("ck_pbx_rewrite_rules_direction_known"),
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["pbx_rewrite_sets.id"], name=op.f("fk_pbx_rewrite_rules_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("set_id", "position", name=op.f("pk_pbx_rewrite_rules")),
    )
    op.create_table(
        "pbx_domain_rewriting",
        sa.Column("domain", by_code_point, nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain"], ["sip_domains.domain"], name=op.f("fk_pbx_domain_rewriting_domain"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["set_id"], ["pbx_rewrite_sets.id"], name=op.f("fk_pbx_domain_rewriting_set_id")),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_pbx_domain_rewriting")),
    )
    op.create_index("ix_pbx_domain_rewriting_set_id", "pbx_domain_rewriting", ["set_id"], unique=False)
