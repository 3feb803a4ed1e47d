# SPDX-License-Identifier: Apache-2.0
"""What is known of extensions beside what they hold, and telephone numbers.

Nothing could make an extension before, so that their table is made anew, and with it that of subscriptions, which names it.
"""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0002"
down_revision = "pbx_0001"
branch_labels = None
depends_on = ("sip_0001", "enum_0001")


def upgrade() -> None:
    """Make the tables."""
    op.drop_table("pbx_subscriptions")
    op.drop_table("pbx_extensions")
    _extensions()
    _subscriptions()
    _numbers()


def _extensions() -> None:
    op.create_table(
        "pbx_extensions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("attendant", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "name_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("display_name", sa.Text(), server_default="", nullable=False),
        sa.Column("sip_username", sa.Text(), server_default="", nullable=False),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("web_username", sa.Text(), server_default="", nullable=False),
        sa.Column("web_password", sa.Text(), server_default="", nullable=False),
        sa.Column("local_prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("caller_id", sa.Text(), server_default="", nullable=False),
        sa.Column("record_outbound", sa.Boolean(), nullable=False),
        sa.Column("record_email", sa.Text(), server_default="", nullable=False),
        sa.Column("record_subject", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("draft_state", sa.Text(), server_default="", nullable=False),
        sa.Column("created_by", sa.Text(), server_default="", nullable=False),
        sa.Column("create_date", sa.Text(), server_default="", nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("closed", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('pilot', 'user', 'group', 'autoattendant')", name=op.f("ck_pbx_extensions_kind_known")
        ),
        sa.CheckConstraint(
            "(closed IS NULL) = (account IS NOT NULL)", name=op.f("ck_pbx_extensions_account_while_live")
        ),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_extensions_customer")),
        sa.ForeignKeyConstraint(["domain"], ["sip_domains.domain"], name=op.f("fk_pbx_extensions_domain")),
        sa.ForeignKeyConstraint(["account"], ["sip_accounts.id"], name=op.f("fk_pbx_extensions_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_extensions")),
        sqlite_autoincrement=True,
    )
    for name, columns, condition in (
        ("number", ["customer", "number"], "closed IS NULL"),
        ("account_id", ["account_id"], "closed IS NULL"),
        ("account", ["account"], "closed IS NULL"),
        ("pilot", ["customer"], "closed IS NULL AND kind = 'pilot'"),
        ("web_username", ["domain", "web_username"], "closed IS NULL AND web_username != ''"),
    ):
        _unique(f"uq_pbx_extensions_{name}", "pbx_extensions", columns, condition)
    op.create_index("ix_pbx_extensions_customer", "pbx_extensions", ["customer", "id"], unique=False)
    op.create_index("ix_pbx_extensions_domain", "pbx_extensions", ["domain"], unique=False)


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
    _unique("uq_pbx_subscriptions_extension_product", "pbx_subscriptions", ["extension", "product"], "ended IS NULL")
    op.create_index("ix_pbx_subscriptions_customer", "pbx_subscriptions", ["customer", "product", "id"], unique=False)
    op.create_index("ix_pbx_subscriptions_product", "pbx_subscriptions", ["product"], unique=False)


def _numbers() -> None:
    op.create_table(
        "pbx_numbers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("extension", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("tld", sa.Text(), server_default="", nullable=False),
        sa.Column("enum_number", sa.Integer(), nullable=True),
        sa.Column("alias", sa.Integer(), nullable=True),
        sa.Column("since", sa.Text(), server_default="", nullable=False),
        sa.Column("released", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("role IN ('base', 'derived', 'did')", name=op.f("ck_pbx_numbers_role_known")),
        sa.CheckConstraint(
            "released IS NULL OR (enum_number IS NULL AND alias IS NULL)",
            name=op.f("ck_pbx_numbers_released_without_records"),
        ),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_numbers_customer")),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_numbers_extension")),
        sa.ForeignKeyConstraint(["enum_number"], ["enum_numbers.id"], name=op.f("fk_pbx_numbers_enum_number")),
        sa.ForeignKeyConstraint(["alias"], ["sip_aliases.id"], name=op.f("fk_pbx_numbers_alias")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_numbers")),
        sqlite_autoincrement=True,
    )
    _unique("uq_pbx_numbers_number", "pbx_numbers", ["number"], "released IS NULL")
    for column, second in (("number", ["id"]), ("customer", ["number"]), ("extension", ["number"])):
        op.create_index(f"ix_pbx_numbers_{column}", "pbx_numbers", [column, *second], unique=False)
    for column in ("alias", "enum_number"):
        op.create_index(f"ix_pbx_numbers_{column}", "pbx_numbers", [column], unique=False)


def _unique(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
