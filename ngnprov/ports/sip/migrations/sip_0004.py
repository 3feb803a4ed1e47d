# SPDX-License-Identifier: Apache-2.0
"""Prepaid balances, their ledger, and vouchers."""

import sqlalchemy as sa
from alembic import op

revision = "sip_0004"
down_revision = "sip_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sip_balances",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("balance", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_sip_balances_balance_not_negative")),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_balances_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_sip_balances")),
    )
    op.create_table(
        "sip_ledger",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("balance", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_sip_ledger_balance_not_negative")),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_sip_ledger_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_ledger")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sip_ledger_account", "sip_ledger", ["account", "id"], unique=False)
    op.create_table(
        "sip_vouchers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Text(), server_default="", nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("create_date", sa.Text(), nullable=False),
        sa.Column("redeem_date", sa.Text(), server_default="", nullable=False),
        sa.Column("redeemed_by", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(redeem_date = '') = (redeemed_by = '')", name=op.f("ck_sip_vouchers_redeemed_by_somebody")
        ),
        sa.CheckConstraint("value > 0", name=op.f("ck_sip_vouchers_value_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_vouchers")),
    )
    op.create_index("ix_sip_vouchers_batch", "sip_vouchers", ["batch", "id"], unique=False)
    op.create_index("uq_sip_vouchers_number", "sip_vouchers", ["number"], unique=True)
    for statement in _NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)


_NEVER_CHANGED = {
    "sqlite": [
        "CREATE TRIGGER sip_ledger_no_update BEFORE UPDATE ON sip_ledger"
        " BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION sip_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'entries of the ledger are never changed'; END $$",
        "CREATE TRIGGER sip_ledger_no_update BEFORE UPDATE ON sip_ledger"
        " FOR EACH ROW EXECUTE FUNCTION sip_ledger_refuse()",
    ],
}
