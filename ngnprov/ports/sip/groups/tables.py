# SPDX-License-Identifier: Apache-2.0
"""Memberships. ``prepaid`` is never among them: it mirrors the account's flag (sip.md 5.6)."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from ngnprov.db.columns import Identifier, metadata

groups = Table(
    "sip_groups",
    metadata,
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
)
Index("ix_sip_groups_name", groups.c.name, groups.c.account)
