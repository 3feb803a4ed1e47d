# SPDX-License-Identifier: Apache-2.0
"""The table of products."""

from sqlalchemy import CheckConstraint, Column, Index, Table

from ngnprov.db.columns import Identifier, changes, flag, folded, metadata, money, numbered, text

products = Table(
    "pbx_products",
    metadata,
    numbered(),
    Column("reseller", Identifier, nullable=False),
    text("code"),
    folded("code"),
    text("name"),
    folded("name"),
    text("end_user_name"),
    text("kind"),
    folded("kind"),
    text("part_number"),
    money("price_monthly"),
    money("price_once"),
    *map(text, ("applies_to", "requires", "excludes")),
    *map(flag, ("charge_when_blocked_by_customer", "charge_when_blocked_by_provider", "withdrawn")),
    *changes(),
    CheckConstraint("code <> ''", name="code_given"),
    CheckConstraint("name <> ''", name="name_given"),
    CheckConstraint("price_monthly >= 0 AND price_once >= 0", name="prices_not_negative"),
)
_c = products.c
Index("uq_pbx_products_reseller_code", _c.reseller, _c.code, unique=True)
Index("ix_pbx_products_code", _c.code)
