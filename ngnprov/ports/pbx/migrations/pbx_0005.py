# SPDX-License-Identifier: Apache-2.0
"""Groups with their members, and auto attendants with their keys."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0005"
down_revision = "pbx_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _groups()
    _attendants()


def _groups() -> None:
    op.create_table(
        "pbx_groups",
        sa.Column("extension", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("policy", sa.Text(), server_default="", nullable=False),
        sa.Column("timeout", sa.Integer(), nullable=False),
        sa.Column("cancel_mode", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "policy IN ('serial', 'parallel', 'random', 'circular')", name=op.f("ck_pbx_groups_policy_known")
        ),
        sa.CheckConstraint("timeout BETWEEN 1 AND 300", name=op.f("ck_pbx_groups_timeout_in_range")),
        sa.CheckConstraint("cancel_mode IN ('bye', 'cancel')", name=op.f("ck_pbx_groups_cancel_mode_known")),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_groups_extension")),
        sa.PrimaryKeyConstraint("extension", name=op.f("pk_pbx_groups")),
    )
    op.create_table(
        "pbx_group_members",
        sa.Column("extension", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["extension"], ["pbx_groups.extension"], name=op.f("fk_pbx_group_members_extension")),
        sa.ForeignKeyConstraint(["member"], ["pbx_extensions.id"], name=op.f("fk_pbx_group_members_member")),
        sa.PrimaryKeyConstraint("extension", "place", name=op.f("pk_pbx_group_members")),
    )
    op.create_index("uq_pbx_group_members_extension_member", "pbx_group_members", ["extension", "member"], unique=True)
    op.create_index("ix_pbx_group_members_member", "pbx_group_members", ["member"], unique=False)


def _attendants() -> None:
    op.create_table(
        "pbx_attendants",
        sa.Column("extension", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("greeting", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_attendants_extension")),
        sa.PrimaryKeyConstraint("extension", name=op.f("pk_pbx_attendants")),
    )
    op.create_table(
        "pbx_attendant_keys",
        sa.Column("extension", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint("(target IS NULL) != (number IS NULL)", name=op.f("ck_pbx_attendant_keys_one_target")),
        sa.ForeignKeyConstraint(
            ["extension"], ["pbx_attendants.extension"], name=op.f("fk_pbx_attendant_keys_extension")
        ),
        sa.ForeignKeyConstraint(["target"], ["pbx_extensions.id"], name=op.f("fk_pbx_attendant_keys_target")),
        sa.ForeignKeyConstraint(["number"], ["pbx_numbers.id"], name=op.f("fk_pbx_attendant_keys_number")),
        sa.PrimaryKeyConstraint("extension", "key", name=op.f("pk_pbx_attendant_keys")),
    )
    op.create_index("ix_pbx_attendant_keys_target", "pbx_attendant_keys", ["target"], unique=False)
    op.create_index("ix_pbx_attendant_keys_number", "pbx_attendant_keys", ["number"], unique=False)
