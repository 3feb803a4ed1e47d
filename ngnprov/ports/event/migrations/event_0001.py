# SPDX-License-Identifier: Apache-2.0
"""Hooks, deliveries, and how far the journal was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "event_0001"
down_revision = None
branch_labels = ("event",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "event_hooks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer", sa.Integer(), nullable=True),
        *(_text(name) for name in ("url", "events", "template")),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("former", sa.LargeBinary(), nullable=False),
        sa.Column("former_until", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        _text("reason"),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("url <> ''", name=op.f("ck_event_hooks_url_given")),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.id"], name=op.f("fk_event_hooks_customer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_hooks")),
    )
    op.create_index("ix_event_hooks_customer", "event_hooks", ["customer", "id"], unique=False)
    op.create_table(
        "event_deliveries",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("hook", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        _text("type"),
        _text("state"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        _text("failure"),
        _text("change_date"),
        sa.CheckConstraint("state IN ('pending', 'delivered', 'dead')", name=op.f("ck_event_deliveries_state_known")),
        sa.ForeignKeyConstraint(
            ["hook"], ["event_hooks.id"], name=op.f("fk_event_deliveries_hook"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_deliveries")),
        sqlite_autoincrement=True,
    )
    is_pending = sa.text("state = 'pending'")
    op.create_index("ix_event_deliveries_hook", "event_deliveries", ["hook", "id"], unique=False)
    op.create_index(
        "ix_event_deliveries_pending",
        "event_deliveries",
        ["hook", "customer", "id"],
        unique=False,
        sqlite_where=is_pending,
        postgresql_where=is_pending,
    )
    op.create_index("ix_event_deliveries_state", "event_deliveries", ["state", "change_date"], unique=False)
    op.create_table(
        "event_positions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_event_positions")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
