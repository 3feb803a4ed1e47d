# SPDX-License-Identifier: Apache-2.0
"""The table of product types. They are the provider's, ``reseller`` 0; lists are words with blanks between."""

from sqlalchemy import CheckConstraint, Column, Index, Table

from ngnprov.db.columns import Identifier, changes, flag, lowered, metadata, money, numbered, text

product_types = Table(
    "tenant_product_types",
    metadata,
    numbered(),
    Column("reseller", Identifier, nullable=False),
    lowered("code"),
    text("name"),
    *map(text, ("features", "regions", "connection_types", "allowed_next")),
    flag("is_mutable"),
    flag("withdrawn"),
    money("fee"),
    money("user_fee"),
    *changes(),
    CheckConstraint("code <> ''", name="code_given"),
    CheckConstraint("fee >= 0 AND user_fee >= 0", name="fees_not_negative"),
)
_c = product_types.c
Index("uq_tenant_product_types_code", _c.code, unique=True)
