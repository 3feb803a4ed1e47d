# SPDX-License-Identifier: Apache-2.0
"""The outbox: what must leave the house, written in the transaction that is its cause and sent after it, at least once.

``message`` is the id by which a receiver knows a message that comes twice. Messages of one customer leave in the order of
their ids; 0 is the operator. ``due`` is when the next attempt may be made, in milliseconds since 1970; a message that
is dead waits for the operator and holds up nothing.
"""

from sqlalchemy import BigInteger, Boolean, Column, Identity, Index, Integer, Table, Text, false

from ngnprov.db.columns import metadata

messages = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("message", Text, nullable=False, unique=True),
    Column("customer", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due", BigInteger, nullable=False),
    Column("is_dead", Boolean, nullable=False, server_default=false()),
    Column("failure", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
Index("ix_outbox_customer_id", messages.c.customer, messages.c.id)
