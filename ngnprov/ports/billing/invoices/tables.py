# SPDX-License-Identifier: Apache-2.0
"""Tables of invoices, which are never changed nor removed: all they say stands in them as it was.

A run is what has invoiced a month of a reseller, once. ``serial`` counts the invoices of a reseller without gaps; ``seller``
and ``buyer`` are JSON. A mark says of a customer up to which day its periodic invoices tell of all that it held, and the
newest subscription among that; ``reached`` is the end of their last month, later where the customer had ended; with
``on_trial`` days of a trial that went on were among them. No key names its customer: numbers are never given again, and what
was told stays told.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text

from ngnprov.db.columns import Identifier, flag, folded, metadata, money, number, refers, serial, text

PERIODIC, AD_HOC, CREDIT_NOTE = TYPES = ("periodic", "adHoc", "creditNote")

runs = Table(
    "billing_runs",
    metadata,
    refers("reseller", "customers.id", primary_key=True, autoincrement=False),
    Column("period", Text, primary_key=True),
    *map(text, ("created_by", "create_date")),
)

invoices = Table(
    "billing_invoices",
    metadata,
    serial(),
    refers("reseller", "customers.id"),
    number("serial"),
    text("number"),
    folded("number"),
    refers("customer", "customers.id"),
    *map(
        text, ("type", "period", "date", "due_date", "currency", "customer_name", "reference", "timezone", "language")
    ),
    *map(money, ("net", "tax", "total")),
    *map(text, ("seller", "buyer", "credits", "reason", "payment_terms", "created_by", "create_date")),
    CheckConstraint(f"type IN {TYPES}", name="type_known"),
    CheckConstraint("total = net + tax", name="total_adds_up"),
    sqlite_autoincrement=True,
)
_i = invoices.c
Index("uq_billing_invoices_serial", _i.reseller, _i.serial, unique=True)
Index("uq_billing_invoices_number", _i.number, unique=True)
Index("ix_billing_invoices_number_fold", _i.number_fold)
Index("ix_billing_invoices_customer", _i.customer, _i.id)
Index("ix_billing_invoices_period", _i.reseller, _i.period, _i.id)
Index("ix_billing_invoices_credits", _i.credits)

lines = Table(
    "billing_lines",
    metadata,
    refers("invoice", "billing_invoices.id", primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    text("kind"),
    Column("subscription", Identifier),
    Column("credits_place", Integer),
    *map(text, ("product", "name", "part_number")),
    number("quantity"),
    *map(text, ("from_date", "to_date")),
    *map(money, ("unit_price", "amount")),
    *map(text, ("tags", "user_id", "user_name", "role", "tax_category")),
    money("tax_rate"),
    text("tax_reason"),
    CheckConstraint("quantity > 0 AND unit_price >= 0 AND amount >= 0", name="counts_not_negative"),
    sqlite_with_rowid=False,
)

marks = Table(
    "billing_marks",
    metadata,
    Column("customer", Identifier, primary_key=True, autoincrement=False),
    text("covered"),
    text("reached"),
    Column("newest", Identifier, nullable=False),
    flag("on_trial"),
)
