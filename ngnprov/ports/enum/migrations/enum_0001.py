# SPDX-License-Identifier: Apache-2.0
"""ENUM ranges, numbers and mappings."""

import sqlalchemy as sa
from alembic import op

revision = "enum_0001"
down_revision = None
branch_labels = ("enum",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "enum_ranges",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prefix", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("tld", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("dns_name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=False),
        sa.Column("min_digits", sa.Integer(), nullable=False),
        sa.Column("max_digits", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("nameservers", sa.Text(), server_default="", nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("info", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "info_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.CheckConstraint("used >= 0", name=op.f("ck_enum_ranges_used_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enum_ranges")),
        sa.UniqueConstraint("id", "customer", "reseller", name=op.f("uq_enum_ranges_id_customer_reseller")),
    )
    op.create_index("ix_enum_ranges_change_date", "enum_ranges", ["change_date", "tld", "prefix"], unique=False)
    op.create_index("ix_enum_ranges_customer", "enum_ranges", ["customer", "tld", "prefix"], unique=False)
    op.create_index("ix_enum_ranges_prefix", "enum_ranges", ["prefix", "tld"], unique=False)
    op.create_index("ix_enum_ranges_reseller", "enum_ranges", ["reseller", "tld", "prefix"], unique=False)
    op.create_index("uq_enum_ranges_dns_name", "enum_ranges", ["dns_name"], unique=True)
    op.create_index("uq_enum_ranges_tld_prefix", "enum_ranges", ["tld", "prefix"], unique=True)
    op.create_table(
        "enum_numbers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("tld", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("dns_name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("range_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("info", sa.Text(), server_default="", nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["range_id", "customer", "reseller"],
            ["enum_ranges.id", "enum_ranges.customer", "enum_ranges.reseller"],
            name=op.f("fk_enum_numbers_range_id_customer_reseller"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enum_numbers")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_enum_numbers_change_date", "enum_numbers", ["change_date", "tld", "number"], unique=False)
    op.create_index(
        "ix_enum_numbers_customer_change_date",
        "enum_numbers",
        ["customer", "change_date", "tld", "number"],
        unique=False,
    )
    op.create_index("ix_enum_numbers_customer_number", "enum_numbers", ["customer", "number", "tld"], unique=False)
    op.create_index("ix_enum_numbers_customer_tld", "enum_numbers", ["customer", "tld", "number"], unique=False)
    op.create_index("ix_enum_numbers_dns_name", "enum_numbers", ["dns_name"], unique=False)
    op.create_index("ix_enum_numbers_number", "enum_numbers", ["number", "tld"], unique=False)
    op.create_index("ix_enum_numbers_owner", "enum_numbers", ["owner", "customer", "reseller"], unique=False)
    op.create_index("ix_enum_numbers_range_id", "enum_numbers", ["range_id", "number"], unique=False)
    op.create_index(
        "ix_enum_numbers_reseller_change_date",
        "enum_numbers",
        ["reseller", "change_date", "tld", "number"],
        unique=False,
    )
    op.create_index("ix_enum_numbers_reseller_number", "enum_numbers", ["reseller", "number", "tld"], unique=False)
    op.create_index("ix_enum_numbers_reseller_tld", "enum_numbers", ["reseller", "tld", "number"], unique=False)
    op.create_index("uq_enum_numbers_tld_number", "enum_numbers", ["tld", "number"], unique=True)
    op.create_table(
        "enum_mappings",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("mapto", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "mapto_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("address", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["enum_numbers.id"], name=op.f("fk_enum_mappings_number"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enum_mappings")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_enum_mappings_address", "enum_mappings", ["address", "type", "number"], unique=False)
    op.create_index("ix_enum_mappings_mapto", "enum_mappings", ["mapto_fold", "type", "number"], unique=False)
    op.create_index("ix_enum_mappings_type", "enum_mappings", ["type", "number"], unique=False)
    op.create_index("uq_enum_mappings_number_type_mapto", "enum_mappings", ["number", "type", "mapto"], unique=True)
