# SPDX-License-Identifier: Apache-2.0
"""Tables of orders and their lines. An order is never removed: it says who accepted which terms."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from ngnprov.db.columns import Identifier, changes, folded, metadata, money, number, refers, serial, text

ADD, REMOVE, CHANGE = KINDS = ("add", "remove", "change")
DRAFT, SCHEDULED, FULFILLED = "draft", "scheduled", "fulfilled"
CANCELLED, REJECTED = "cancelled", "rejected"

orders = Table(
    "order_orders",
    metadata,
    serial(),
    text("code"),
    folded("code"),
    refers("customer", "customers.id"),
    *map(text, ("kind", "effective", "date", "state")),
    Column("terms_version", Identifier, nullable=False),
    *map(text, ("accepted_by", "accepted_at", "accepted_from", "quote_digest")),
    money("now"),
    money("monthly"),
    *map(text, ("reason", "created_by", "create_date")),
    *changes(),
    CheckConstraint("kind IN ('add', 'remove', 'change')", name="kind_known"),
    CheckConstraint("state IN ('draft', 'scheduled', 'fulfilled', 'cancelled', 'rejected')", name="state_known"),
    sqlite_autoincrement=True,
)
Index("uq_order_orders_code", orders.c.code, unique=True)
Index("ix_order_orders_code_fold", orders.c.code_fold)
Index("ix_order_orders_customer", orders.c.customer, orders.c.id)
Index("ix_order_orders_state", orders.c.state, orders.c.date, orders.c.id)

lines = Table(
    "order_lines",
    metadata,
    refers("order_id", "order_orders.id", primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    text("product"),
    *map(number, ("quantity", "extra_devices")),
    text("device_product"),
    CheckConstraint("quantity >= 0 AND extra_devices >= 0", name="counts_not_negative"),
)
