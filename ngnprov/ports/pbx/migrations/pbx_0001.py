# SPDX-License-Identifier: Apache-2.0
"""Products, agreements, subscriptions, and the extensions that hold these."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0001"
down_revision = None
branch_labels = ("pbx",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the tables."""
    _products()
    _extensions()
    _agreement_items()
    _subscriptions()


def _products() -> None:
    by_code_point = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "pbx_products",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("code_fold", by_code_point, server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_fold", by_code_point, server_default="", nullable=False),
        sa.Column("end_user_name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("kind_fold", by_code_point, server_default="", nullable=False),
        sa.Column("part_number", sa.Text(), server_default="", nullable=False),
        sa.Column("price_monthly", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("price_once", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("applies_to", sa.Text(), server_default="", nullable=False),
        sa.Column("requires", sa.Text(), server_default="", nullable=False),
        sa.Column("excludes", sa.Text(), server_default="", nullable=False),
        sa.Column("charge_when_blocked_by_customer", sa.Boolean(), nullable=False),
        sa.Column("charge_when_blocked_by_provider", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_pbx_products_code_given")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_pbx_products_name_given")),
        sa.CheckConstraint("price_monthly >= 0 AND price_once >= 0", name=op.f("ck_pbx_products_prices_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_products")),
    )
    op.create_index("uq_pbx_products_reseller_code", "pbx_products", ["reseller", "code"], unique=True)
    op.create_index("ix_pbx_products_code", "pbx_products", ["code"], unique=False)


def _extensions() -> None:
    op.create_table(
        "pbx_extensions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("closed", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('pilot', 'user', 'group', 'autoattendant')", name=op.f("ck_pbx_extensions_kind_known")
        ),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_extensions_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_extensions")),
        sqlite_autoincrement=True,
    )
    for name, columns, condition in (
        ("number", ["customer", "number"], "closed IS NULL"),
        ("account_id", ["account_id"], "closed IS NULL"),
        ("pilot", ["customer"], "closed IS NULL AND kind = 'pilot'"),
    ):
        op.create_index(
            f"uq_pbx_extensions_{name}",
            "pbx_extensions",
            columns,
            unique=True,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )


def _agreement_items() -> None:
    op.create_table(
        "pbx_agreement_items",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("end_user_name", sa.Text(), server_default="", nullable=False),
        sa.Column("activation", sa.Text(), server_default="", nullable=False),
        sa.Column("created_by", sa.Text(), server_default="", nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_pbx_agreement_items_quantity_positive")),
        sa.CheckConstraint("used >= 0", name=op.f("ck_pbx_agreement_items_used_not_negative")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_agreement_items_customer")),
        sa.ForeignKeyConstraint(["product"], ["pbx_products.id"], name=op.f("fk_pbx_agreement_items_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_agreement_items")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_pbx_agreement_items_customer_product", "pbx_agreement_items", ["customer", "product"], unique=True
    )
    op.create_index("ix_pbx_agreement_items_product", "pbx_agreement_items", ["product"], unique=False)


def _subscriptions() -> None:
    op.create_table(
        "pbx_subscriptions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("extension", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("start", sa.Text(), server_default="", nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("price_monthly", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("price_once", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_pbx_subscriptions_quantity_positive")),
        sa.CheckConstraint("extension IS NULL OR quantity = 1", name=op.f("ck_pbx_subscriptions_one_for_an_extension")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_subscriptions_customer")),
        sa.ForeignKeyConstraint(["product"], ["pbx_products.id"], name=op.f("fk_pbx_subscriptions_product")),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_subscriptions_extension")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_subscriptions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_pbx_subscriptions_extension_product",
        "pbx_subscriptions",
        ["extension", "product"],
        unique=True,
        sqlite_where=sa.text("ended IS NULL"),
        postgresql_where=sa.text("ended IS NULL"),
    )
    op.create_index("ix_pbx_subscriptions_customer", "pbx_subscriptions", ["customer", "product", "id"], unique=False)
    op.create_index("ix_pbx_subscriptions_product", "pbx_subscriptions", ["product"], unique=False)
