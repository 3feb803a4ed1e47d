# SPDX-License-Identifier: Apache-2.0
"""The table of mailboxes, as a voicemail server reads it: whose, which number, and what happens to a message."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Table

from ngnprov.db.columns import metadata, refers, text
from ngnprov.sealing.columns import Sealed

PIN = Sealed("voicemail_accounts.password", by="{account}")

mailboxes = Table(
    "voicemail_accounts",
    metadata,
    refers("account", "sip_accounts.id", cascades=True, primary_key=True),
    Column("mailbox", BigInteger, nullable=False),
    PIN.column(),  # digits
    text("name"),
    text("email"),
    Column("delete_sent", Boolean, nullable=False),  # a message that was sent by e-mail is not kept
    CheckConstraint("mailbox > 0", name="mailbox_positive"),
)
Index("uq_voicemail_accounts_mailbox", mailboxes.c.mailbox, unique=True)
