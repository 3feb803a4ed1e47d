# SPDX-License-Identifier: Apache-2.0
"""Carriers, gateways and their rules, routes, trusted peers."""

import sqlalchemy as sa
from alembic import op

revision = "sip_0002"
down_revision = "sip_0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sip_carriers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "name_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_sip_carriers_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_carriers")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sip_carriers_change_date", "sip_carriers", ["change_date", "id"], unique=False)
    op.create_index("ix_sip_carriers_name", "sip_carriers", ["name_fold", "id"], unique=False)
    op.create_index("uq_sip_carriers_reseller_name", "sip_carriers", ["reseller", "name_fold"], unique=True)
    op.create_table(
        "sip_trusted_peers",
        sa.Column("ip", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "description_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("tags", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "tags_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("billing_id", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "billing_id_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("msteams", sa.Boolean(), nullable=False),
        sa.Column("tenant", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "tenant_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("carrier_name", sa.Text(), server_default="", nullable=False),
        sa.Column("originator", sa.Text(), server_default="", nullable=False),
        sa.Column("prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("strip", sa.Integer(), nullable=False),
        sa.Column("call_limit", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.Column("enum_lookup", sa.Boolean(), nullable=False),
        sa.Column("transit", sa.Boolean(), nullable=False),
        sa.Column("prepaid", sa.Boolean(), nullable=False),
        sa.Column("auth_token", sa.LargeBinary(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.CheckConstraint("call_limit >= 0", name=op.f("ck_sip_trusted_peers_call_limit_not_negative")),
        sa.CheckConstraint("strip >= 0", name=op.f("ck_sip_trusted_peers_strip_not_negative")),
        sa.PrimaryKeyConstraint("ip", name=op.f("pk_sip_trusted_peers")),
    )
    op.create_index("ix_sip_trusted_peers_change_date", "sip_trusted_peers", ["change_date", "ip"], unique=False)
    op.create_index("ix_sip_trusted_peers_customer", "sip_trusted_peers", ["customer"], unique=False)
    op.create_index("ix_sip_trusted_peers_description", "sip_trusted_peers", ["description_fold", "ip"], unique=False)
    op.create_index("ix_sip_trusted_peers_owner", "sip_trusted_peers", ["owner"], unique=False)
    op.create_index(
        "ix_sip_trusted_peers_reseller", "sip_trusted_peers", ["reseller", "change_date", "ip"], unique=False
    )
    op.create_table(
        "sip_gateways",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "name_fold", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), server_default="", nullable=False
        ),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("transport", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("ip", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_sip_gateways_name_given")),
        sa.CheckConstraint("transport IN ('udp', 'tcp', 'tls')", name=op.f("ck_sip_gateways_transport_known")),
        sa.CheckConstraint("port BETWEEN 1 AND 65535", name=op.f("ck_sip_gateways_port_in_range")),
        sa.ForeignKeyConstraint(["carrier_id"], ["sip_carriers.id"], name=op.f("fk_sip_gateways_carrier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_gateways")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sip_gateways_change_date", "sip_gateways", ["change_date", "id"], unique=False)
    op.create_index("ix_sip_gateways_ip", "sip_gateways", ["ip", "id"], unique=False)
    op.create_index("ix_sip_gateways_name", "sip_gateways", ["name_fold", "id"], unique=False)
    op.create_index("uq_sip_gateways_carrier_id_name", "sip_gateways", ["carrier_id", "name_fold"], unique=True)
    op.create_table(
        "sip_routes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("originator", sa.Text(), server_default="", nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["carrier_id"], ["sip_carriers.id"], name=op.f("fk_sip_routes_carrier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_routes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sip_routes_prefix", "sip_routes", ["prefix", "id"], unique=False)
    op.create_index("ix_sip_routes_priority", "sip_routes", ["priority", "id"], unique=False)
    op.create_index(
        "uq_sip_routes_carrier_id_prefix", "sip_routes", ["carrier_id", "prefix", "originator", "priority"], unique=True
    )
    op.create_table(
        "sip_gateway_rules",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("gateway_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("strip", sa.Integer(), nullable=False),
        sa.Column("prepend", sa.Text(), server_default="", nullable=False),
        sa.Column("min_length", sa.Integer(), nullable=False),
        sa.Column("max_length", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "min_length >= 0 AND (max_length = 0 OR max_length >= min_length)",
            name=op.f("ck_sip_gateway_rules_lengths_in_order"),
        ),
        sa.CheckConstraint("strip >= 0", name=op.f("ck_sip_gateway_rules_strip_not_negative")),
        sa.ForeignKeyConstraint(
            ["gateway_id"], ["sip_gateways.id"], name=op.f("fk_sip_gateway_rules_gateway_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_gateway_rules")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sip_gateway_rules_change_date", "sip_gateway_rules", ["change_date", "id"], unique=False)
    op.create_index("ix_sip_gateway_rules_gateway_id", "sip_gateway_rules", ["gateway_id", "prefix"], unique=False)
    op.create_index("ix_sip_gateway_rules_prefix", "sip_gateway_rules", ["prefix", "id"], unique=False)
