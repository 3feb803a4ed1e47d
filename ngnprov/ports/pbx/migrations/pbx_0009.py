# SPDX-License-Identifier: Apache-2.0
"""Devices, what was applied of them, and when they have asked for it."""

import sqlalchemy as sa
from alembic import op

revision = "pbx_0009"
down_revision = "pbx_0008"
branch_labels = None
depends_on = None

FOLDED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _devices()
    _keys()
    _applied()
    _fetches()
    _redirections()


def _devices() -> None:
    op.create_table(
        "pbx_devices",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("account_id"),
        _text("name"),
        sa.Column("name_fold", FOLDED, server_default="", nullable=False),
        sa.Column("mac", sa.Text(), nullable=True),
        *(_text(name) for name in ("model", "sip_username")),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("extension", sa.Integer(), nullable=True),
        sa.Column("credentials", sa.Integer(), nullable=False),
        sa.Column("door_token", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        *(_text(name) for name in ("resync_date", "redirection", "redirection_text", "created_by", "create_date")),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("closed", sa.Text(), nullable=True),
        sa.CheckConstraint("(closed IS NULL) = (account IS NOT NULL)", name=op.f("ck_pbx_devices_account_while_live")),
        sa.CheckConstraint("closed IS NULL OR extension IS NULL", name=op.f("ck_pbx_devices_closed_is_nobodys")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_devices_customer")),
        sa.ForeignKeyConstraint(["domain"], ["sip_domains.domain"], name=op.f("fk_pbx_devices_domain")),
        sa.ForeignKeyConstraint(
            ["account"],
            ["sip_accounts.id"],
            name=op.f("fk_pbx_devices_account"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_devices_extension")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_devices")),
        sqlite_autoincrement=True,
    )
    for name, columns, condition in (
        ("name", ["customer", "name_fold"], "closed IS NULL"),
        ("mac", ["mac"], "closed IS NULL"),
        ("account", ["account"], "account IS NOT NULL"),
    ):
        where = sa.text(condition)
        op.create_index(
            f"uq_pbx_devices_{name}",
            "pbx_devices",
            columns,
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )
    for name, columns in (
        ("number", ["customer", "number"]),
        ("account_id", ["account_id"]),
        ("token_hash", ["token_hash"]),
    ):
        op.create_index(f"uq_pbx_devices_{name}", "pbx_devices", columns, unique=True)
    op.create_index("ix_pbx_devices_customer", "pbx_devices", ["customer", "id"], unique=False)
    op.create_index("ix_pbx_devices_domain", "pbx_devices", ["domain"], unique=False)
    op.create_index("ix_pbx_devices_extension", "pbx_devices", ["extension"], unique=False)


def _keys() -> None:
    kinds = "('private', 'shared', 'blf', 'speeddial', 'forward', 'transfer')"
    op.create_table(
        "pbx_device_keys",
        sa.Column("device", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        _text("kind"),
        sa.Column("extension", sa.Integer(), nullable=True),
        *(_text(name) for name in ("target", "label")),
        sa.CheckConstraint("place BETWEEN 1 AND 128", name=op.f("ck_pbx_device_keys_place_known")),
        sa.CheckConstraint(f"kind IN {kinds}", name=op.f("ck_pbx_device_keys_kind_known")),
        sa.ForeignKeyConstraint(["device"], ["pbx_devices.id"], name=op.f("fk_pbx_device_keys_device")),
        sa.ForeignKeyConstraint(["extension"], ["pbx_extensions.id"], name=op.f("fk_pbx_device_keys_extension")),
        sa.PrimaryKeyConstraint("device", "place", name=op.f("pk_pbx_device_keys")),
    )
    op.create_index("ix_pbx_device_keys_extension", "pbx_device_keys", ["extension"], unique=False)


def _applied() -> None:
    op.create_table(
        "pbx_applied_devices",
        sa.Column("device", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        *(_text(name) for name in ("account_id", "digest")),
        sa.Column("mac", sa.Text(), nullable=True),
        sa.Column("configuration", sa.LargeBinary(), nullable=False),
        *(_text(name) for name in ("content_hash", "applied_at")),
        sa.ForeignKeyConstraint(["device"], ["pbx_devices.id"], name=op.f("fk_pbx_applied_devices_device")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_pbx_applied_devices_customer")),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_pbx_applied_devices")),
    )
    op.create_index(
        "uq_pbx_applied_devices_customer_account_id", "pbx_applied_devices", ["customer", "account_id"], unique=True
    )
    op.create_index("ix_pbx_applied_devices_mac", "pbx_applied_devices", ["mac"], unique=False)


def _fetches() -> None:
    op.create_table(
        "pbx_device_fetches",
        sa.Column("device", sa.Integer(), autoincrement=False, nullable=False),
        *(_text(name) for name in ("at", "address_hash", "user_agent", "file")),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device"], ["pbx_devices.id"], name=op.f("fk_pbx_device_fetches_device"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_pbx_device_fetches")),
    )


def _redirections() -> None:
    op.create_table(
        "pbx_redirections",
        sa.Column("reseller", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("credentials", sa.LargeBinary(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f("fk_pbx_redirections_reseller")),
        sa.PrimaryKeyConstraint("reseller", name=op.f("pk_pbx_redirections")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
