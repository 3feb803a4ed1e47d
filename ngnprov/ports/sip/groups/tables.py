# SPDX-License-Identifier: Apache-2.0
"""Memberships. ``prepaid`` is never among them: it mirrors the account's flag (sip.md 5.6)."""

from sqlalchemy import Column, Index, Table, Text

from ngnprov.db.columns import metadata
from ngnprov.ports.sip.accounts.tables import of_account

groups = Table(
    "sip_groups",
    metadata,
    of_account(primary_key=True),
    Column("name", Text, primary_key=True),
)
Index("ix_sip_groups_name", groups.c.name, groups.c.account)
