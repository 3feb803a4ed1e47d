# SPDX-License-Identifier: Apache-2.0
"""Customers and their properties."""

import sqlalchemy as sa
from alembic import op

revision = "customer_0001"
down_revision = None
branch_labels = ("customer",)
depends_on = "kernel_0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("impersonate", sa.Integer(), server_default="0", nullable=False),
        sa.Column("username", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "username_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("password", sa.LargeBinary(), nullable=False),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "first_name_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "last_name_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("organization", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "organization_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("vat_number", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "email_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("web", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "web_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("tel", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "tel_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("fax", sa.Text(), server_default="", nullable=False),
        sa.Column("mobile", sa.Text(), server_default="", nullable=False),
        sa.Column("sip", sa.Text(), server_default="", nullable=False),
        sa.Column("enum", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "city_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "country_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("timezone", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("bank_account", sa.Text(), server_default="", nullable=False),
        sa.Column("billing_address", sa.Text(), server_default="", nullable=False),
        sa.Column("billing_email", sa.Text(), server_default="", nullable=False),
        sa.Column("balance", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("credit", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("company_code", sa.Text(), server_default="", nullable=False),
        sa.Column("reseller_active", sa.Boolean(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.CheckConstraint("username <> ''", name=op.f("ck_customers_username_given")),
        sa.CheckConstraint("id > 0", name=op.f("ck_customers_id_positive")),
        sa.ForeignKeyConstraint(
            ["reseller"],
            ["customers.id"],
            name=op.f("fk_customers_reseller"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    op.create_index("ix_customers_change_date_id", "customers", ["change_date", "id"], unique=False)
    op.create_index("ix_customers_email_fold", "customers", ["email_fold"], unique=False)
    op.create_index(op.f("ix_customers_impersonate"), "customers", ["impersonate"], unique=False)
    op.create_index("ix_customers_last_name_fold", "customers", ["last_name_fold"], unique=False)
    op.create_index("ix_customers_organization_fold", "customers", ["organization_fold"], unique=False)
    op.create_index("ix_customers_reseller_change_date", "customers", ["reseller", "change_date", "id"], unique=False)
    op.create_index("ix_customers_reseller_id", "customers", ["reseller", "id"], unique=False)
    op.create_index("uq_customers_username_fold", "customers", ["username_fold"], unique=True)
    op.create_table(
        "customer_properties",
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("permission", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.id"], name=op.f("fk_customer_properties_customer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer", "name", name=op.f("pk_customer_properties")),
    )
