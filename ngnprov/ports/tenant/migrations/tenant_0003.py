# SPDX-License-Identifier: Apache-2.0
"""Product types; when trials began, and from when on they are paid for."""

import sqlalchemy as sa
from alembic import op

revision = "tenant_0003"
down_revision = "tenant_0002"
branch_labels = None
depends_on = None

_BY_CODE_POINT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tenant_product_types",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("code", _BY_CODE_POINT, nullable=False),
        *(_text(name) for name in ("name", "features", "regions", "connection_types", "allowed_next")),
        sa.Column("is_mutable", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("fee", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("user_fee", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_tenant_product_types_code_given")),
        sa.CheckConstraint("fee >= 0 AND user_fee >= 0", name=op.f("ck_tenant_product_types_fees_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant_product_types")),
    )
    op.create_index("uq_tenant_product_types_code", "tenant_product_types", ["code"], unique=True)
    for name in ("trial_since", "trial_ended"):
        op.add_column("tenant_profiles", _text(name))
    where = sa.text("trial_until <> ''")
    op.create_index(
        "ix_tenant_profiles_trial_until",
        "tenant_profiles",
        ["trial_until", "customer"],
        unique=False,
        sqlite_where=where,
        postgresql_where=where,
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
