# SPDX-License-Identifier: Apache-2.0
"""Mailboxes of SIP accounts."""

import sqlalchemy as sa
from alembic import op

revision = "voicemail_0001"
down_revision = None
branch_labels = ("voicemail",)
depends_on = "sip_0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "voicemail_accounts",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.BigInteger(), nullable=False),
        sa.Column("password", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("delete_sent", sa.Boolean(), nullable=False),
        sa.CheckConstraint("mailbox > 0", name=op.f("ck_voicemail_accounts_mailbox_positive")),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_voicemail_accounts_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_voicemail_accounts")),
    )
    op.create_index("uq_voicemail_accounts_mailbox", "voicemail_accounts", ["mailbox"], unique=True)
