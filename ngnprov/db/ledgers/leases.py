# SPDX-License-Identifier: Apache-2.0
"""Leases: which process does what only one may do. A lease runs out unless it is renewed, and another process takes it."""

from sqlalchemy import BigInteger, Column, Table, Text

from ngnprov.db.columns import metadata

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)
