# SPDX-License-Identifier: Apache-2.0
"""SIP domains, accounts, aliases and groups."""

import sqlalchemy as sa
from alembic import op

revision = "sip_0001"
down_revision = None
branch_labels = ("sip",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sip_domains",
        sa.Column("domain", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.Text(), server_default="", nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("match_ip_address", sa.Text(), server_default="", nullable=False),
        sa.Column("match_sip_domain", sa.Text(), server_default="", nullable=False),
        sa.Column("verify_cert", sa.Boolean(), nullable=False),
        sa.Column("require_cert", sa.Boolean(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_sip_domains")),
        sa.UniqueConstraint("domain", "customer", "reseller", name=op.f("uq_sip_domains_domain_customer_reseller")),
    )
    op.create_index("ix_sip_domains_change_date", "sip_domains", ["change_date", "domain"], unique=False)
    op.create_index("ix_sip_domains_customer", "sip_domains", ["customer", "domain"], unique=False)
    op.create_index("ix_sip_domains_reseller", "sip_domains", ["reseller", "domain"], unique=False)
    op.create_table(
        "sip_accounts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("domain", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
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
        sa.Column("password", sa.LargeBinary(), nullable=False),
        sa.Column("ha1", sa.Text(), server_default="", nullable=False),
        sa.Column("ha1b", sa.Text(), server_default="", nullable=False),
        sa.Column("ha1_sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "email_fold",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.Column("timezone", sa.Text(), server_default="", nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("prepaid", sa.Boolean(), nullable=False),
        sa.Column("rpid", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("quickdial_prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("timeout", sa.Integer(), nullable=False),
        sa.Column("call_limit", sa.Integer(), nullable=False),
        sa.Column("acl", sa.Text(), server_default="", nullable=False),
        sa.Column("properties", sa.Text(), server_default="", nullable=False),
        sa.Column("create_date", sa.Text(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["domain", "customer", "reseller"],
            ["sip_domains.domain", "sip_domains.customer", "sip_domains.reseller"],
            name=op.f("fk_sip_accounts_domain_customer_reseller"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_accounts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sip_accounts_change_date", "sip_accounts", ["change_date", "id"], unique=False)
    op.create_index(
        "ix_sip_accounts_customer_change_date", "sip_accounts", ["customer", "change_date", "id"], unique=False
    )
    op.create_index(
        "ix_sip_accounts_customer_domain", "sip_accounts", ["customer", "domain", "username", "reseller"], unique=False
    )
    op.create_index(
        "ix_sip_accounts_customer_username", "sip_accounts", ["customer", "username", "domain"], unique=False
    )
    op.create_index("ix_sip_accounts_email_fold", "sip_accounts", ["email_fold"], unique=False)
    op.create_index("ix_sip_accounts_first_name_fold", "sip_accounts", ["first_name_fold"], unique=False)
    op.create_index("ix_sip_accounts_last_name_fold", "sip_accounts", ["last_name_fold"], unique=False)
    op.create_index("ix_sip_accounts_customer_prepaid", "sip_accounts", ["prepaid", "customer"], unique=False)
    op.create_index("ix_sip_accounts_reseller_prepaid", "sip_accounts", ["prepaid", "reseller"], unique=False)
    op.create_index("ix_sip_accounts_number", "sip_accounts", ["domain", "number"], unique=False)
    op.create_index("ix_sip_accounts_owner", "sip_accounts", ["owner", "change_date", "id"], unique=False)
    op.create_index(
        "ix_sip_accounts_reseller_change_date", "sip_accounts", ["reseller", "change_date", "id"], unique=False
    )
    op.create_index(
        "ix_sip_accounts_reseller_domain", "sip_accounts", ["reseller", "domain", "username", "customer"], unique=False
    )
    op.create_index(
        "ix_sip_accounts_reseller_username", "sip_accounts", ["reseller", "username", "domain"], unique=False
    )
    op.create_index("ix_sip_accounts_username_domain", "sip_accounts", ["username", "domain"], unique=False)
    op.create_index("uq_sip_accounts_domain_username", "sip_accounts", ["domain", "username"], unique=True)
    op.create_table(
        "sip_aliases",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("domain", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("target_username", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("target_domain", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain", "customer", "reseller"],
            ["sip_domains.domain", "sip_domains.customer", "sip_domains.reseller"],
            name=op.f("fk_sip_aliases_domain_customer_reseller"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_aliases")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sip_aliases_change_date", "sip_aliases", ["change_date", "id"], unique=False)
    op.create_index(
        "ix_sip_aliases_customer_change_date", "sip_aliases", ["customer", "change_date", "id"], unique=False
    )
    op.create_index("ix_sip_aliases_customer_domain", "sip_aliases", ["customer", "domain", "username"], unique=False)
    op.create_index("ix_sip_aliases_owner", "sip_aliases", ["owner", "change_date", "id"], unique=False)
    op.create_index(
        "ix_sip_aliases_reseller_change_date", "sip_aliases", ["reseller", "change_date", "id"], unique=False
    )
    op.create_index("ix_sip_aliases_reseller_domain", "sip_aliases", ["reseller", "domain", "username"], unique=False)
    op.create_index("ix_sip_aliases_target", "sip_aliases", ["target_domain", "target_username"], unique=False)
    op.create_index("ix_sip_aliases_target_username", "sip_aliases", ["target_username", "target_domain"], unique=False)
    op.create_index("ix_sip_aliases_username_domain", "sip_aliases", ["username", "domain"], unique=False)
    op.create_index("uq_sip_aliases_domain_username", "sip_aliases", ["domain", "username"], unique=True)
    op.create_table(
        "sip_groups",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_groups_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "name", name=op.f("pk_sip_groups")),
    )
    op.create_index("ix_sip_groups_name", "sip_groups", ["name", "account"], unique=False)
