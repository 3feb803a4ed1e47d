# SPDX-License-Identifier: Apache-2.0
"""Voucher numbers sealed and hashed, SHA-256 of the whole address, digests in lower case (S-A, S-D, S-E).

What needs a key is not done here: ``ngnprov.ports.sip.sealing.seal`` does it before the same COMMIT, with what this leaves
in ``sip_vouchers_clear``.
"""

import sqlalchemy as sa
from alembic import context, op

from ngnprov.errors import SchemaMismatch

revision = "sip_0005"
down_revision = "sip_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables anew, fold the digests, take numbers out of the ledger."""
    op.add_column("sip_accounts", sa.Column("ha1b_sha256", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE sip_accounts SET ha1 = lower(ha1), ha1b = lower(ha1b), ha1_sha256 = lower(ha1_sha256)"
        " WHERE ha1 <> lower(ha1) OR ha1b <> lower(ha1b) OR ha1_sha256 <> lower(ha1_sha256)"
    )
    op.create_table(
        "sip_voucher_key",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash_key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sip_voucher_key_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_voucher_key")),
    )
    if op.get_bind().scalar(sa.text("SELECT 1 FROM sip_vouchers LIMIT 1")):
        _put_aside()
    op.drop_table("sip_vouchers")
    _make_vouchers()


def _put_aside() -> None:
    if not context.config.attributes["seals"]:
        raise SchemaMismatch("this upgrade seals the numbers of the vouchers: it needs the key file (keys.file)")
    for statement in _NUMBERS_OUT_OF_THE_LEDGER[op.get_bind().dialect.name]:
        op.execute(statement)
    op.execute("CREATE TABLE sip_vouchers_clear AS SELECT * FROM sip_vouchers")


def _make_vouchers() -> None:
    op.create_table(
        "sip_vouchers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(), nullable=False),
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
    op.create_index("uq_sip_vouchers_number_hash", "sip_vouchers", ["number_hash"], unique=True)


_BY_ID = (
    "UPDATE sip_ledger SET description = 'Voucher ' || v.id FROM sip_vouchers AS v"
    " WHERE substr(sip_ledger.description, 1, 8) = 'Voucher ' AND v.number = substr(sip_ledger.description, 9)"
)
"""Entries say the id, as they do from now on; amounts and dates are not touched."""

_NUMBERS_OUT_OF_THE_LEDGER = {
    "sqlite": [
        "DROP TRIGGER sip_ledger_no_update",
        _BY_ID,
        "CREATE TRIGGER sip_ledger_no_update BEFORE UPDATE ON sip_ledger"
        " BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed'); END",
    ],
    "postgresql": [
        "ALTER TABLE sip_ledger DISABLE TRIGGER sip_ledger_no_update",
        _BY_ID,
        "ALTER TABLE sip_ledger ENABLE TRIGGER sip_ledger_no_update",
    ],
}
