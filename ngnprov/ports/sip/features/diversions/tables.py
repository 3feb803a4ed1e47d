# SPDX-License-Identifier: Apache-2.0
"""The table of call diversions, as a proxy reads it: a row for each event that diverts."""

from sqlalchemy import CheckConstraint, Column, Table, Text

from ngnprov.db.columns import metadata
from ngnprov.ports.sip.accounts.tables import of_account

diversions = Table(
    "sip_diversions",
    metadata,
    of_account(primary_key=True),
    Column("event", Text, primary_key=True),  # FUNC, FNOL, FBUS, FNOA, FUNV
    Column("target", Text, nullable=False),  # a SIP URI with or without scheme, or <voice-mailbox>
    CheckConstraint("target <> ''", name="target_given"),
)
