# SPDX-License-Identifier: Apache-2.0
"""DNS zones, records and fancy records."""

import sqlalchemy as sa
from alembic import op

revision = "dns_0001"
down_revision = None
branch_labels = ("dns",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "dns_zones",
        sa.Column("name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("path", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("nameservers", sa.Text(), server_default="", nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("retry", sa.Integer(), nullable=False),
        sa.Column("expire", sa.Integer(), nullable=False),
        sa.Column("refresh", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("info", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "info_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.CheckConstraint("nameservers <> ''", name=op.f("ck_dns_zones_nameservers_given")),
        sa.CheckConstraint("serial > 0", name=op.f("ck_dns_zones_serial_positive")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_dns_zones")),
        sa.UniqueConstraint("name", "customer", "reseller", name=op.f("uq_dns_zones_name_customer_reseller")),
    )
    op.create_index("ix_dns_zones_change_date", "dns_zones", ["change_date", "name"], unique=False)
    op.create_index("ix_dns_zones_customer", "dns_zones", ["customer", "name"], unique=False)
    op.create_index("ix_dns_zones_path", "dns_zones", ["path"], unique=False)
    op.create_index("ix_dns_zones_reseller", "dns_zones", ["reseller", "name"], unique=False)
    op.create_table(
        "dns_fancy_records",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("host", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column(
            "type_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "value_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("distinct_value", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["zone", "customer", "reseller"],
            ["dns_zones.name", "dns_zones.customer", "dns_zones.reseller"],
            name=op.f("fk_dns_fancy_records_zone_customer_reseller"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dns_fancy_records")),
    )
    op.create_index("ix_dns_fancy_records_change_date", "dns_fancy_records", ["change_date", "id"], unique=False)
    op.create_index(
        "ix_dns_fancy_records_customer_change_date",
        "dns_fancy_records",
        ["customer", "change_date", "id"],
        unique=False,
    )
    op.create_index("ix_dns_fancy_records_customer_name", "dns_fancy_records", ["customer", "name", "id"], unique=False)
    op.create_index(
        "ix_dns_fancy_records_customer_type", "dns_fancy_records", ["customer", "type_fold", "id"], unique=False
    )
    op.create_index("ix_dns_fancy_records_host", "dns_fancy_records", ["zone", "host", "type"], unique=False)
    op.create_index("ix_dns_fancy_records_name", "dns_fancy_records", ["name", "id"], unique=False)
    op.create_index("ix_dns_fancy_records_owner", "dns_fancy_records", ["owner", "change_date", "id"], unique=False)
    op.create_index(
        "ix_dns_fancy_records_reseller_change_date",
        "dns_fancy_records",
        ["reseller", "change_date", "id"],
        unique=False,
    )
    op.create_index("ix_dns_fancy_records_reseller_name", "dns_fancy_records", ["reseller", "name", "id"], unique=False)
    op.create_index(
        "ix_dns_fancy_records_reseller_type", "dns_fancy_records", ["reseller", "type_fold", "id"], unique=False
    )
    op.create_index("ix_dns_fancy_records_type", "dns_fancy_records", ["type_fold", "id"], unique=False)
    op.create_index("ix_dns_fancy_records_value", "dns_fancy_records", ["value_fold", "id"], unique=False)
    op.create_index(
        "uq_dns_fancy_records_zone_name", "dns_fancy_records", ["zone", "name", "type", "distinct_value"], unique=True
    )
    op.create_table(
        "dns_records",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column(
            "type_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "value_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("value_start", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("target", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("rdata", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["zone", "customer", "reseller"],
            ["dns_zones.name", "dns_zones.customer", "dns_zones.reseller"],
            name=op.f("fk_dns_records_zone_customer_reseller"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dns_records")),
    )
    op.create_index("ix_dns_records_change_date", "dns_records", ["change_date", "id"], unique=False)
    op.create_index(
        "ix_dns_records_customer_change_date", "dns_records", ["customer", "change_date", "id"], unique=False
    )
    op.create_index("ix_dns_records_customer_name", "dns_records", ["customer", "name", "id"], unique=False)
    op.create_index("ix_dns_records_customer_type", "dns_records", ["customer", "type_fold", "id"], unique=False)
    op.create_index("ix_dns_records_name", "dns_records", ["name", "id"], unique=False)
    op.create_index("ix_dns_records_owner", "dns_records", ["owner", "change_date", "id"], unique=False)
    op.create_index(
        "ix_dns_records_reseller_change_date", "dns_records", ["reseller", "change_date", "id"], unique=False
    )
    op.create_index("ix_dns_records_reseller_name", "dns_records", ["reseller", "name", "id"], unique=False)
    op.create_index("ix_dns_records_reseller_type", "dns_records", ["reseller", "type_fold", "id"], unique=False)
    op.create_index("ix_dns_records_target", "dns_records", ["zone", "target"], unique=False)
    op.create_index("ix_dns_records_type", "dns_records", ["type_fold", "id"], unique=False)
    op.create_index("ix_dns_records_value", "dns_records", ["value_start", "id"], unique=False)
    op.create_index(
        "uq_dns_records_zone_name_type_digest", "dns_records", ["zone", "name", "type", "digest"], unique=True
    )
