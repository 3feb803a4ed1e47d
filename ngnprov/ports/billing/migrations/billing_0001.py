# SPDX-License-Identifier: Apache-2.0
"""Who sells and who buys, invoices with their lines, and how far they have come."""

import sqlalchemy as sa
from alembic import op

revision = "billing_0001"
down_revision = None
branch_labels = ("billing",)
depends_on = "customer_0001"

FOLDED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _parties()
    _runs()
    _invoices()
    _lines()
    op.create_table(
        "billing_marks",
        sa.Column("customer", sa.Integer(), autoincrement=False, nullable=False),
        _text("covered"),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("on_trial", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("customer", name=op.f("pk_billing_marks")),
    )
    op.create_table(
        "billing_files",
        sa.Column("invoice", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _text("create_date"),
        sa.ForeignKeyConstraint(["invoice"], ["billing_invoices.id"], name=op.f("fk_billing_files_invoice")),
        sa.PrimaryKeyConstraint("invoice", "format", name=op.f("pk_billing_files")),
    )
    _debits()


def _debits() -> None:
    op.create_table(
        "billing_debits",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        *map(_text, ("period", "date", "created_by", "create_date")),
        sa.Column("count", sa.Integer(), nullable=False),
        _money("total"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f("fk_billing_debits_reseller")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_debits")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_billing_debits_date", "billing_debits", ["reseller", "period", "date"], unique=True)
    op.create_table(
        "billing_collected",
        sa.Column("invoice", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("debit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["invoice"], ["billing_invoices.id"], name=op.f("fk_billing_collected_invoice")),
        sa.ForeignKeyConstraint(["debit"], ["billing_debits.id"], name=op.f("fk_billing_collected_debit")),
        sa.PrimaryKeyConstraint("invoice", name=op.f("pk_billing_collected")),
    )
    op.create_index("ix_billing_collected_debit", "billing_collected", ["debit"], unique=False)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _money(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _parties() -> None:
    op.create_table(
        "billing_parties",
        sa.Column("customer", sa.Integer(), autoincrement=False, nullable=False),
        *map(_text, ("name", "vat_id", "registration", "street", "postcode", "city", "region", "country")),
        *map(_text, ("electronic_address", "electronic_scheme", "buyer_reference", "email", "phone")),
        _text("tax_category"),
        _money("tax_rate"),
        _text("tax_reason"),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        *map(_text, ("payment_terms", "iban", "bic", "creditor_id")),
        *map(_text, ("mandate_id", "mandate_date", "mandate_sequence")),
        sa.Column("minimum_days", sa.Integer(), nullable=False),
        _text("billed_from"),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("tax_rate >= 0 AND payment_days >= 0", name=op.f("ck_billing_parties_not_negative")),
        sa.CheckConstraint("minimum_days IN (0, 30)", name=op.f("ck_billing_parties_minimum_days_known")),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.id"], ondelete="CASCADE", name=op.f("fk_billing_parties_customer")
        ),
        sa.PrimaryKeyConstraint("customer", name=op.f("pk_billing_parties")),
    )


def _runs() -> None:
    op.create_table(
        "billing_runs",
        sa.Column("reseller", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        *map(_text, ("created_by", "create_date")),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f("fk_billing_runs_reseller")),
        sa.PrimaryKeyConstraint("reseller", "period", name=op.f("pk_billing_runs")),
    )


def _invoices() -> None:
    known = "type IN ('periodic', 'adHoc', 'creditNote')"
    op.create_table(
        "billing_invoices",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        _text("number"),
        sa.Column("number_fold", FOLDED, server_default="", nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        *map(_text, ("type", "period", "date", "due_date", "currency", "customer_name", "reference")),
        *map(_text, ("timezone", "language")),
        *map(_money, ("net", "tax", "total")),
        *map(_text, ("seller", "buyer", "credits", "reason", "payment_terms", "created_by", "create_date")),
        sa.CheckConstraint(known, name=op.f("ck_billing_invoices_type_known")),
        sa.CheckConstraint("total = net + tax", name=op.f("ck_billing_invoices_total_adds_up")),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f("fk_billing_invoices_reseller")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_billing_invoices_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_invoices")),
        sqlite_autoincrement=True,
    )
    for name, columns, unique in (
        ("uq_billing_invoices_serial", ["reseller", "serial"], True),
        ("uq_billing_invoices_number", ["number"], True),
        ("ix_billing_invoices_number_fold", ["number_fold"], False),
        ("ix_billing_invoices_customer", ["customer", "id"], False),
        ("ix_billing_invoices_period", ["reseller", "period", "id"], False),
        ("ix_billing_invoices_credits", ["credits"], False),
    ):
        op.create_index(name, "billing_invoices", columns, unique=unique)


def _lines() -> None:
    op.create_table(
        "billing_lines",
        sa.Column("invoice", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        _text("kind"),
        sa.Column("subscription", sa.Integer(), nullable=True),
        sa.Column("credits_place", sa.Integer(), nullable=True),
        *map(_text, ("product", "name", "part_number")),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *map(_text, ("from_date", "to_date")),
        *map(_money, ("unit_price", "amount")),
        *map(_text, ("tags", "user_id", "user_name", "role", "tax_category")),
        _money("tax_rate"),
        _text("tax_reason"),
        sa.CheckConstraint(
            "quantity > 0 AND unit_price >= 0 AND amount >= 0", name=op.f("ck_billing_lines_counts_not_negative")
        ),
        sa.ForeignKeyConstraint(["invoice"], ["billing_invoices.id"], name=op.f("fk_billing_lines_invoice")),
        sa.PrimaryKeyConstraint("invoice", "place", name=op.f("pk_billing_lines")),
        sqlite_with_rowid=False,
    )
