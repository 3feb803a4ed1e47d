# SPDX-License-Identifier: Apache-2.0
"""The tables of accept rules, as a proxy reads them. Groups are a JSON list of names, at least one."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from ngnprov.db.columns import metadata, number
from ngnprov.ports.sip.accounts.tables import of_account

weekly = Table(
    "sip_accept_persistent",
    metadata,
    of_account(primary_key=True),
    Column("days", Integer, primary_key=True, autoincrement=False),  # Monday 1, Tuesday 2, ... Sunday 64, added up
    Column("start", Text, nullable=False),  # HH:MM in the account's time zone
    Column("stop", Text, nullable=False),
    Column("group_names", Text, nullable=False),
    number("position"),
    CheckConstraint("days BETWEEN 1 AND 127", name="days_are_a_mask"),
)

temporary = Table(
    "sip_accept_temporary",
    metadata,
    of_account(primary_key=True),
    Column("group_names", Text, nullable=False),
    Column("ends", Text, nullable=False),  # a time in UTC; empty until it is switched off
)
