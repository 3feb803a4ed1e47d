# SPDX-License-Identifier: Apache-2.0
"""The links that make the journal a chain for each reseller (promise P28): see :mod:`ngnprov.upkeep.chain`.

A link holds the SHA-256 of the link before it in its stream and of the whole entry. Links are added and never touched again;
those of pruned entries go with them, but for the last one of each stream, on which the next one rests.
"""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from ngnprov.db.columns import metadata

links = Table(
    "journal_links",
    metadata,
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", BigInteger, nullable=False, unique=True),
    Column("hash", Text, nullable=False),
)
