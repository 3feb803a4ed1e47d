# SPDX-License-Identifier: Apache-2.0
"""Balances and the ledger. A balance is the sum of its entries and never negative; an account without a row has 0.

Entries are added and never changed (a trigger refuses it); they go with their account.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, Integer, Table, Text

from ngnprov.db.columns import metadata, money, text
from ngnprov.ports.sip.accounts.tables import of_account

balances = Table(
    "sip_balances",
    metadata,
    of_account(primary_key=True),
    money("balance"),
    CheckConstraint("balance >= 0", name="balance_not_negative"),
)

ledger = Table(
    "sip_ledger",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    of_account(nullable=False),
    Column("date", Text, nullable=False),
    text("description"),
    money("value"),  # signed: credit above 0, debit below
    money("balance"),  # after this entry
    CheckConstraint("balance >= 0", name="balance_not_negative"),
    sqlite_autoincrement=True,
)
Index("ix_sip_ledger_account", ledger.c.account, ledger.c.id)
