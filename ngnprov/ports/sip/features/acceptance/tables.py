# SPDX-License-Identifier: Apache-2.0
"""The tables of accept rules, as a proxy reads them. Groups are a JSON list of names, at least one."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text

from ngnprov.db.columns import Identifier, metadata

weekly = Table(
    "sip_accept_persistent",
    metadata,
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("days", Integer, primary_key=True, autoincrement=False),  # Monday 1, Tuesday 2, ... Sunday 64, added up
    Column("start", Text, nullable=False),  # HH:MM in the account's time zone
    Column("stop", Text, nullable=False),
    Column("group_names", Text, nullable=False),
    Column("position", Integer, nullable=False),
    CheckConstraint("days BETWEEN 1 AND 127", name="days_are_a_mask"),
)

temporary = Table(
    "sip_accept_temporary",
    metadata,
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("group_names", Text, nullable=False),
    Column("ends", Text, nullable=False),  # a time in UTC; empty until it is switched off
)
