# SPDX-License-Identifier: Apache-2.0
"""Tables of hooks, of what is sent to them, and of how far the journal was looked at for that."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table, Text

from ngnprov.db.columns import changes, flag, metadata, number, numbered, refers, serial, text
from ngnprov.sealing.columns import Sealed

SECRET = Sealed("event_hooks.secret", by="{id}")
FORMER = Sealed("event_hooks.former", by="{id}")
"""The secret before the last rotation, by which is signed, too, until ``former_until``."""

PENDING, DELIVERED, DEAD = STATES = ("pending", "delivered", "dead")

hooks = Table(
    "event_hooks",
    metadata,
    numbered(),
    refers("customer", "customers.id", cascades=True, nullable=True),  # none: the operator's
    Column("reseller", Integer, nullable=False, server_default="0"),  # whose it stays when the customer moves
    *map(text, ("url", "events", "template")),
    SECRET.column(),
    FORMER.column(),
    Column("former_until", BigInteger, nullable=False, server_default="0"),
    Column("since", BigInteger, nullable=False),  # the entry after which its events begin
    flag("enabled"),
    text("reason"),
    number("failures"),
    *changes(),
    CheckConstraint("url <> ''", name="url_given"),
)
Index("ix_event_hooks_customer", hooks.c.customer, hooks.c.id)

deliveries = Table(
    "event_deliveries",
    metadata,
    serial(),
    refers("hook", "event_hooks.id", cascades=True),
    Column("entry", BigInteger, nullable=False),
    Column("customer", Integer, nullable=False),
    text("type"),
    text("state"),
    number("attempts"),
    Column("due", BigInteger, nullable=False),
    number("status"),
    text("failure"),
    text("change_date"),
    CheckConstraint("state IN ('pending', 'delivered', 'dead')", name="state_known"),
    sqlite_autoincrement=True,
)
_d = deliveries.c
_is_pending = _d.state == PENDING
Index("ix_event_deliveries_hook", _d.hook, _d.id)
Index(
    "ix_event_deliveries_pending",
    *(_d.hook, _d.customer, _d.id),
    sqlite_where=_is_pending,
    postgresql_where=_is_pending,
)
Index("ix_event_deliveries_state", _d.state, _d.change_date)

positions = Table(
    "event_positions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("entry", BigInteger, nullable=False),
)
