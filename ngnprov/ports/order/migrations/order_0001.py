# SPDX-License-Identifier: Apache-2.0
"""Terms, orders and their lines."""

import sqlalchemy as sa
from alembic import op

revision = "order_0001"
down_revision = None
branch_labels = ("order",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the tables."""
    _terms()
    _orders()
    _lines()


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _terms() -> None:
    op.create_table(
        "order_terms",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        *map(_text, ("title", "text", "created_by", "since")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_terms")),
    )
    op.create_index("ix_order_terms_reseller", "order_terms", ["reseller", "id"], unique=False)


def _orders() -> None:
    by_code_point = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "order_orders",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        _text("code"),
        sa.Column("code_fold", by_code_point, server_default="", nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        *map(_text, ("kind", "effective", "date", "state")),
        sa.Column("terms_version", sa.Integer(), nullable=False),
        *map(_text, ("accepted_by", "accepted_at", "accepted_from", "quote_digest")),
        *(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False) for name in ("now", "monthly")),
        *map(_text, ("reason", "created_by", "create_date", "change_date")),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('add', 'remove', 'change')", name=op.f("ck_order_orders_kind_known")),
        sa.CheckConstraint(
            "state IN ('draft', 'scheduled', 'fulfilled', 'cancelled', 'rejected')",
            name=op.f("ck_order_orders_state_known"),
        ),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_order_orders_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_orders")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_order_orders_code", "order_orders", ["code"], unique=True)
    op.create_index("ix_order_orders_code_fold", "order_orders", ["code_fold"], unique=False)
    op.create_index("ix_order_orders_customer", "order_orders", ["customer", "id"], unique=False)
    op.create_index("ix_order_orders_state", "order_orders", ["state", "date", "id"], unique=False)


def _lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        _text("product"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("quantity", "extra_devices")),
        _text("device_product"),
        sa.CheckConstraint("quantity >= 0 AND extra_devices >= 0", name=op.f("ck_order_lines_counts_not_negative")),
        sa.ForeignKeyConstraint(["order_id"], ["order_orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.PrimaryKeyConstraint("order_id", "place", name=op.f("pk_order_lines")),
    )
