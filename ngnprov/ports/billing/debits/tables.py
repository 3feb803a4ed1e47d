# SPDX-License-Identifier: Apache-2.0
"""Tables of what was exported: a file for a reseller, month and day, and the invoices in it, each of which is in one only."""

from sqlalchemy import Column, Index, LargeBinary, Table

from ngnprov.db.columns import metadata, money, number, refers, serial, text

debits = Table(
    "billing_debits",
    metadata,
    serial(),
    refers("reseller", "customers.id"),
    *map(text, ("period", "date", "created_by", "create_date")),
    number("count"),
    money("total"),
    Column("content", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
_d = debits.c
Index("uq_billing_debits_date", _d.reseller, _d.period, _d.date, unique=True)

collected = Table(
    "billing_collected",
    metadata,
    refers("invoice", "billing_invoices.id", primary_key=True, autoincrement=False),
    refers("debit", "billing_debits.id"),
)
Index("ix_billing_collected_debit", collected.c.debit)
