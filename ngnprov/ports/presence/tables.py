# SPDX-License-Identifier: Apache-2.0
"""What is kept for an account, as a presence agent reads it: what it says of itself, and its policy, an entry each."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text

from ngnprov.db.columns import Identifier, lowered, metadata, text

information = Table(
    "presence_information",
    metadata,
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("activity", Text, nullable=False),
    text("note"),
    CheckConstraint("activity <> ''", name="activity_given"),
)

policies = Table(
    "presence_policies",
    metadata,
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("action", Text, primary_key=True),  # allow, deny, confirm
    lowered("watcher", primary_key=True),  # user@domain, or a domain
    Column("position", Integer, nullable=False),
    CheckConstraint("watcher <> ''", name="watcher_given"),
)
