# SPDX-License-Identifier: Apache-2.0
"""The tables of rejected callers and barred numbers, as a proxy reads them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text

from ngnprov.db.columns import Identifier, lowered, metadata

reject_members = Table(
    "sip_reject_members",
    metadata,
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("pattern", Text, primary_key=True),  # a SIP URI as written, % for any run of characters
    Column("position", Integer, nullable=False),
    CheckConstraint("pattern <> ''", name="pattern_given"),
)

barring_prefixes = Table(
    "sip_barring_prefixes",
    metadata,
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE"), primary_key=True),
    lowered("prefix", primary_key=True),  # + and digits
    CheckConstraint("prefix <> ''", name="prefix_given"),
)
