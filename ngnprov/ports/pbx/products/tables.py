# SPDX-License-Identifier: Apache-2.0
"""The table of products."""

from sqlalchemy import CheckConstraint, Column, Index, Table

from ngnprov.db.columns import Identifier, changes, flag, folded, metadata, money, text

products = Table(
    "pbx_products",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
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
    text("applies_to"),
    text("requires"),
    text("excludes"),
    flag("charge_when_blocked_by_customer"),
    flag("charge_when_blocked_by_provider"),
    flag("withdrawn"),
    *changes(),
    CheckConstraint("code <> ''", name="code_given"),
    CheckConstraint("name <> ''", name="name_given"),
    CheckConstraint("price_monthly >= 0 AND price_once >= 0", name="prices_not_negative"),
)
_c = products.c
Index("uq_pbx_products_reseller_code", _c.reseller, _c.code, unique=True)
Index("ix_pbx_products_code", _c.code)
