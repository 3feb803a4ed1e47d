# SPDX-License-Identifier: Apache-2.0
"""Contacts and billing profiles of resellers, and a profile for every customer."""

import sqlalchemy as sa
from alembic import op

revision = "tenant_0001"
down_revision = None
branch_labels = ("tenant",)
depends_on = "customer_0004"

_BY_CODE_POINT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and a profile for each customer that is there."""
    _contacts()
    _billing_profiles()
    _profiles()
    op.execute(
        "INSERT INTO tenant_profiles (customer, reseller, kind, enabled, in_house, create_date, change_date)"
        " SELECT id, reseller, 'sipaccount', true, false, change_date, change_date FROM customers"
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _folded(name: str) -> sa.Column[str]:
    return sa.Column(name, _BY_CODE_POINT, server_default="", nullable=False)


def _changes() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
    )


def _contacts() -> None:
    op.create_table(
        "tenant_contacts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        *(_text("email"), _folded("email_fold"), _text("first_name")),
        *(_text("last_name"), _folded("last_name_fold"), _text("organization"), _folded("organization_fold")),
        *(_text(name) for name in ("address", "postcode", "city", "state", "country", "tel")),
        *_changes(),
        sa.CheckConstraint("email <> ''", name=op.f("ck_tenant_contacts_email_given")),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f("fk_tenant_contacts_reseller")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant_contacts")),
    )
    op.create_index("ix_tenant_contacts_change_date", "tenant_contacts", ["change_date", "id"], unique=False)
    op.create_index("ix_tenant_contacts_email", "tenant_contacts", ["email_fold", "id"], unique=False)
    op.create_index("uq_tenant_contacts_reseller_id", "tenant_contacts", ["reseller", "id"], unique=True)


def _billing_profiles() -> None:
    table = "tenant_billing_profiles"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("handle", _BY_CODE_POINT, nullable=False),
        _text("name"),
        sa.Column("prepaid", sa.Boolean(), nullable=False),
        _text("currency"),
        *(_text(f"profile_{name}") for name in ("weekday", "weekday_alt", "weekend", "weekend_alt")),
        *_changes(),
        sa.CheckConstraint("handle <> ''", name=op.f(f"ck_{table}_handle_given")),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f(f"fk_{table}_reseller")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"uq_{table}_reseller_handle", table, ["reseller", "handle"], unique=True)
    op.create_index(f"uq_{table}_reseller_id", table, ["reseller", "id"], unique=True)


def _profiles() -> None:
    table = "tenant_profiles"
    op.create_table(
        table,
        sa.Column("customer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        *(_text("name"), _folded("name_fold"), _text("description"), _text("kind"), _folded("product_type")),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Integer(), nullable=True),
        sa.Column("billing_profile", sa.Integer(), nullable=True),
        *(_text("reference"), _folded("reference_fold"), _text("country"), _text("language"), _text("timezone")),
        *(_text(name) for name in ("date_format", "number_format", "national_prefix", "international_prefix", "notes")),
        sa.Column("max_subscribers", sa.Integer(), nullable=True),
        *(_text("ext_range_min"), _text("ext_range_max")),
        sa.Column("in_house", sa.Boolean(), nullable=False),
        *(_text("trial_until"), _text("create_date"), _text("terminate_date")),
        *_changes(),
        sa.CheckConstraint("max_subscribers > 0", name=op.f(f"ck_{table}_max_subscribers_positive")),
        sa.CheckConstraint("trial_until = '' OR NOT in_house", name=op.f(f"ck_{table}_trial_or_in_house")),
        sa.ForeignKeyConstraint(
            ["reseller", "billing_profile"],
            ["tenant_billing_profiles.reseller", "tenant_billing_profiles.id"],
            name=f"fk_{table}_billing_profile",
        ),
        sa.ForeignKeyConstraint(
            ["reseller", "contact"],
            ["tenant_contacts.reseller", "tenant_contacts.id"],
            name=f"fk_{table}_contact",
        ),
        sa.ForeignKeyConstraint(
            ["reseller", "customer"],
            ["customers.reseller", "customers.id"],
            name=f"fk_{table}_customer",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("customer", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_change_date", table, ["change_date", "customer"], unique=False)
    op.create_index(f"ix_{table}_name", table, ["name_fold", "customer"], unique=False)
    op.create_index(f"ix_{table}_reference", table, ["reference_fold", "customer"], unique=False)
    op.create_index(f"ix_{table}_reseller_billing_profile", table, ["reseller", "billing_profile"], unique=False)
    op.create_index(f"ix_{table}_reseller_contact", table, ["reseller", "contact"], unique=False)
    op.create_index(f"ix_{table}_reseller_customer", table, ["reseller", "customer"], unique=False)
    in_house, named = sa.text("in_house"), sa.text("name_fold <> ''")
    op.create_index(
        f"uq_{table}_in_house", table, ["reseller"], unique=True, sqlite_where=in_house, postgresql_where=in_house
    )
    op.create_index(
        f"uq_{table}_reseller_name",
        table,
        ["reseller", "name_fold"],
        unique=True,
        sqlite_where=named,
        postgresql_where=named,
    )
