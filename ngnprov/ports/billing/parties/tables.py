# SPDX-License-Identifier: Apache-2.0
"""The table of parties: a row for each entry of which something is set, which goes with it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table

from ngnprov.db.columns import Identifier, changes, metadata, money, number, text

parties = Table(
    "billing_parties",
    metadata,
    Column(
        "customer",
        Identifier,
        ForeignKey("customers.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    *map(text, ("name", "vat_id", "registration", "street", "postcode", "city", "region", "country")),
    *map(text, ("electronic_address", "electronic_scheme", "buyer_reference", "email", "phone")),
    text("tax_category"),
    money("tax_rate"),
    text("tax_reason"),
    number("payment_days"),
    *map(text, ("payment_terms", "iban", "bic", "creditor_id")),
    *map(text, ("mandate_id", "mandate_date", "mandate_sequence")),
    number("minimum_days"),
    text("billed_from"),
    *changes(),
    CheckConstraint("tax_rate >= 0 AND payment_days >= 0", name="not_negative"),
    CheckConstraint("minimum_days IN (0, 30)", name="minimum_days_known"),
)
