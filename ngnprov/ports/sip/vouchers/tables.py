# SPDX-License-Identifier: Apache-2.0
"""The table of vouchers. They stay when the account that redeemed them goes."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Table, Text

from ngnprov.db.columns import Identifier, metadata, money, text

vouchers = Table(
    "sip_vouchers",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    Column("number", Text, nullable=False),
    money("value"),
    Column("reseller", Identifier, nullable=False),  # whose accounts may redeem it; 0 for anybody's
    text("batch"),
    Column("blocked", Boolean, nullable=False),
    Column("create_date", Text, nullable=False),
    text("redeem_date"),  # empty as long as it is good
    text("redeemed_by"),  # username@domain
    CheckConstraint("value > 0", name="value_positive"),
    CheckConstraint("(redeem_date = '') = (redeemed_by = '')", name="redeemed_by_somebody"),
)
Index("uq_sip_vouchers_number", vouchers.c.number, unique=True)
Index("ix_sip_vouchers_batch", vouchers.c.batch, vouchers.c.id)
