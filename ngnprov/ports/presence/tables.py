# SPDX-License-Identifier: Apache-2.0
"""What is kept for an account, as a presence agent reads it: what it says of itself, and its policy, an entry each."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from ngnprov.db.columns import lowered, metadata, refers, text

information = Table(
    "presence_information",
    metadata,
    refers("account", "sip_accounts.id", cascades=True, primary_key=True),
    Column("activity", Text, nullable=False),
    text("note"),
    CheckConstraint("activity <> ''", name="activity_given"),
)

policies = Table(
    "presence_policies",
    metadata,
    refers("account", "sip_accounts.id", cascades=True, primary_key=True),
    Column("action", Text, primary_key=True),  # allow, deny, confirm
    lowered("watcher", primary_key=True),  # user@domain, or a domain
    Column("position", Integer, nullable=False),
    CheckConstraint("watcher <> ''", name="watcher_given"),
)
