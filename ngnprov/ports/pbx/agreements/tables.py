# SPDX-License-Identifier: Apache-2.0
"""The table of what customers and resellers may use.

``quantity`` NULL is unlimited. ``used`` counts the subscriptions that live: of a customer its own, of a reseller those of all
its customers. It may be above ``quantity``, which may have been lowered (pbx.md A5), so that no constraint compares the two:
the UPDATE that takes one does.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from ngnprov.db.columns import changes, metadata, refers, serial, text

items = Table(
    "pbx_agreement_items",
    metadata,
    serial(),
    refers("customer", "customers.id"),
    refers("product", "pbx_products.id"),
    Column("quantity", Integer),
    Column("used", Integer, nullable=False),
    *map(text, ("end_user_name", "activation", "created_by")),
    *changes(),
    CheckConstraint("quantity > 0", name="quantity_positive"),
    CheckConstraint("used >= 0", name="used_not_negative"),
    sqlite_autoincrement=True,
)
_c = items.c
Index("uq_pbx_agreement_items_customer_product", _c.customer, _c.product, unique=True)
Index("ix_pbx_agreement_items_product", _c.product)
