# SPDX-License-Identifier: Apache-2.0
"""At which levels customers and resellers are suspended, which ends of tenants are due, and how long what they had is held."""

import sqlalchemy as sa
from alembic import op

revision = "tenant_0004"
down_revision = "tenant_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tenant_suspensions",
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("reason", "created_by", "since")),
        sa.CheckConstraint(
            "level IN ('self', 'reseller', 'admin', 'system')", name=op.f("ck_tenant_suspensions_level_known")
        ),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.id"], name=op.f("fk_tenant_suspensions_customer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer", "level", name=op.f("pk_tenant_suspensions")),
    )
    op.add_column("tenant_profiles", sa.Column("held_until", sa.Text(), server_default="", nullable=False))
    where = sa.text("terminate_date <> ''")
    op.create_index(
        "ix_tenant_profiles_terminate_date",
        "tenant_profiles",
        ["terminate_date", "customer"],
        unique=False,
        sqlite_where=where,
        postgresql_where=where,
    )
