# SPDX-License-Identifier: Apache-2.0
"""The table of vouchers, and the key that their numbers are hashed with. They stay when the account that redeemed them goes.

Numbers are money (S-E): sealed, so that they can be listed, and hashed, so that one can be looked up. The key of the
hash is made once and sealed itself: resealing gives it another seal and leaves every hash what it is.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text

from ngnprov.db.columns import Identifier, flag, metadata, money, numbered, secret, text
from ngnprov.sealing.columns import Sealed

NUMBER = Sealed("sip_vouchers.number", by="{id}")
HASH_KEY = Sealed("sip_voucher_key.hash_key", by="{id}")

vouchers = Table(
    "sip_vouchers",
    metadata,
    numbered(),
    NUMBER.column(),
    secret(Column("number_hash", LargeBinary, nullable=False)),  # HMAC-SHA-256 of the number
    money("value"),
    Column("reseller", Identifier, nullable=False),  # whose accounts may redeem it; 0 for anybody's
    text("batch"),
    flag("blocked"),
    Column("create_date", Text, nullable=False),
    text("redeem_date"),  # empty as long as it is good
    text("redeemed_by"),  # username@domain
    CheckConstraint("value > 0", name="value_positive"),
    CheckConstraint("(redeem_date = '') = (redeemed_by = '')", name="redeemed_by_somebody"),
)
Index("uq_sip_vouchers_number_hash", vouchers.c.number_hash, unique=True)
Index("ix_sip_vouchers_batch", vouchers.c.batch, vouchers.c.id)

voucher_key = Table(
    "sip_voucher_key",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    HASH_KEY.column(),
    CheckConstraint("id = 1", name="one_row"),
)
