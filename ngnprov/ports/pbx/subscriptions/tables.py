# SPDX-License-Identifier: Apache-2.0
"""The table of subscriptions. One that has ended stays, for what it cost; the same product is then held by a new one.

``start`` is its first day, ``until`` its last, once that is known; ``ended`` the moment from which it counts no more.
Without an ``extension`` it is the customer's own, such as licences. Prices are those of its first day. ``parted_from`` is
the number of the one that it was a part of when it was ordered: whoever was charged for that was charged for it.
``with_customer``: its last day is that of its customer, and is taken back when that is restored.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, Text, false

from ngnprov.db.columns import metadata, money, refers, serial, text

subscriptions = Table(
    "pbx_subscriptions",
    metadata,
    serial(),
    refers("customer", "customers.id"),
    refers("product", "pbx_products.id"),
    refers("extension", "pbx_extensions.id", nullable=True),
    Column("quantity", Integer, nullable=False),
    text("start"),
    Column("until", Text),
    Column("ended", Text),
    money("price_monthly"),
    money("price_once"),
    text("source"),
    Column("parted_from", Integer),
    Column("with_customer", Boolean, nullable=False, server_default=false()),
    CheckConstraint("quantity > 0", name="quantity_positive"),
    CheckConstraint("extension IS NULL OR quantity = 1", name="one_for_an_extension"),
    sqlite_autoincrement=True,
)
_c = subscriptions.c
live = _c.ended.is_(None)
"""It counts."""

Index(
    "uq_pbx_subscriptions_extension_product",
    *(_c.extension, _c.product),
    unique=True,
    sqlite_where=live,
    postgresql_where=live,
)
_ends = live & _c.extension.is_(None)
Index("ix_pbx_subscriptions_until", _c.until, _c.id, sqlite_where=_ends, postgresql_where=_ends)
Index("ix_pbx_subscriptions_customer", _c.customer, _c.product, _c.id)
Index("ix_pbx_subscriptions_product", _c.product)
