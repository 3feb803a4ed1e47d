# SPDX-License-Identifier: Apache-2.0
"""The tables of rejected callers and barred numbers, as a proxy reads them."""

from sqlalchemy import CheckConstraint, Column, Table, Text

from ngnprov.db.columns import lowered, metadata, number
from ngnprov.ports.sip.accounts.tables import of_account

reject_members = Table(
    "sip_reject_members",
    metadata,
    of_account(primary_key=True),
    Column("pattern", Text, primary_key=True),  # a SIP URI as written, % for any run of characters
    number("position"),
    CheckConstraint("pattern <> ''", name="pattern_given"),
)

barring_prefixes = Table(
    "sip_barring_prefixes",
    metadata,
    of_account(primary_key=True),
    lowered("prefix", primary_key=True),  # + and digits
    CheckConstraint("prefix <> ''", name="prefix_given"),
)
