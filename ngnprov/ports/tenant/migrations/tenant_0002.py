# SPDX-License-Identifier: Apache-2.0
"""Billing profiles are found by their names, resellers have profiles, customers users and connections."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "tenant_0002"
down_revision = "tenant_0001"
branch_labels = None
depends_on = None

_BY_CODE_POINT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_PROFILES = "tenant_billing_profiles"


def upgrade() -> None:
    """Fold the names that are there, make the indexes of the lists, and the new tables."""
    _billing_profiles()
    _reseller_profiles()
    _users()
    _connections()


def _billing_profiles() -> None:
    op.add_column(_PROFILES, sa.Column("name_fold", _BY_CODE_POINT, server_default="", nullable=False))
    connection = op.get_bind()
    table = sa.table(_PROFILES, *map(sa.column, ("id", "name", "name_fold")))
    for id, name in connection.execute(sa.select(table.c.id, table.c.name)).all():
        connection.execute(sa.update(table).where(table.c.id == id).values(name_fold=_folded(name)))
    op.create_index(f"ix_{_PROFILES}_handle", _PROFILES, ["handle", "id"], unique=False)
    op.create_index(f"ix_{_PROFILES}_name", _PROFILES, ["name_fold", "id"], unique=False)
    op.create_index(f"ix_{_PROFILES}_change_date", _PROFILES, ["change_date", "id"], unique=False)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _changes() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
    )


def _reseller_profiles() -> None:
    table = "tenant_reseller_profiles"
    op.create_table(
        table,
        sa.Column("reseller", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trial_allowed", sa.Boolean(), nullable=False),
        sa.Column("trial_max_days", sa.Integer(), nullable=False),
        sa.Column("strict_hand_down", sa.Boolean(), nullable=False),
        *(_text("brand_name"), _text("currency")),
        sa.Column("second_factor_required", sa.Boolean(), nullable=False),
        *(_text("quota_messages"), _text("thresholds")),
        *_changes(),
        sa.CheckConstraint("trial_max_days BETWEEN 1 AND 365", name=op.f(f"ck_{table}_trial_max_days_within_a_year")),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f(f"fk_{table}_reseller"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reseller", name=op.f(f"pk_{table}")),
    )


def _folded_column(name: str) -> sa.Column[str]:
    return sa.Column(name, _BY_CODE_POINT, server_default="", nullable=False)


def _of_customer(table: str, check: str, name: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.CheckConstraint(check, name=op.f(f"ck_{table}_{name}")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f(f"fk_{table}_customer"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _users() -> None:
    table = "tenant_users"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        *(_text("email"), _folded_column("email_fold"), _text("name"), _folded_column("name_fold"), _text("roles")),
        *_changes(),
        *_of_customer(table, "email <> ''", "email_given"),
    )
    op.create_index(f"uq_{table}_email", table, ["email_fold"], unique=True)
    for name, column in (("customer", "customer"), ("name", "name_fold"), ("change_date", "change_date")):
        op.create_index(f"ix_{table}_{name}", table, [column, "id"], unique=False)


def _connections() -> None:
    table = "tenant_connections"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        *(_text("type"), _text("host"), _text("account_id")),
        sa.Column("access_key", sa.LargeBinary(), nullable=False),
        sa.Column("auto_provision_sub_accounts", sa.Boolean(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        _text("state"),
        *_changes(),
        *_of_customer(table, "host <> ''", "host_given"),
    )
    for column in ("customer", "change_date"):
        op.create_index(f"ix_{table}_{column}", table, [column, "id"], unique=False)
