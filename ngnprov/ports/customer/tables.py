# SPDX-License-Identifier: Apache-2.0
"""Tables of CustomerPort. What must always hold, holds here."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Table, Text, false

from ngnprov.db.columns import Identifier, changes, flag, folded, metadata, money, number, numbered, refers, text
from ngnprov.sealing.columns import Sealed

PASSWORD = Sealed("customers.password", by="{id}")
PROPERTY = Sealed("customer_properties.sealed_value", by="{customer}:{name}")

AUTH_TOKEN = "auth_token"  # noqa: S105  the name of a property
SECRET_PROPERTIES = frozenset({AUTH_TOKEN})
"""Those that have their value in ``sealed_value``."""

customers = Table(
    "customers",
    metadata,
    numbered(),
    # deferred: a reseller refers to itself
    Column(
        "reseller",
        Identifier,
        ForeignKey("customers.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("impersonate", Identifier, nullable=False, server_default="0", index=True),
    text("username"),
    folded("username"),
    PASSWORD.column(),
    text("first_name"),
    folded("first_name"),
    text("last_name"),
    folded("last_name"),
    text("organization"),
    folded("organization"),
    text("vat_number"),
    text("email"),
    folded("email"),
    text("web"),
    folded("web"),
    text("tel"),
    folded("tel"),
    *map(text, ("fax", "mobile", "sip", "enum", "address", "postcode", "city")),
    folded("city"),
    text("state"),
    text("country"),
    folded("country"),
    *map(text, ("timezone", "language", "bank_account", "billing_address", "billing_email")),
    money("balance"),
    money("credit"),
    text("company_code"),
    flag("reseller_active"),
    Column("barred", Boolean, nullable=False, server_default=false()),  # its logins are refused
    *changes(),
    CheckConstraint("id > 0", name="id_positive"),
    CheckConstraint("username <> ''", name="username_given"),
)
Index("uq_customers_username_fold", customers.c.username_fold, unique=True)
Index("ix_customers_change_date_id", customers.c.change_date, customers.c.id)
Index("uq_customers_reseller_id", customers.c.reseller, customers.c.id, unique=True)  # for foreign keys of both
Index("ix_customers_reseller_change_date", customers.c.reseller, customers.c.change_date, customers.c.id)
for _name in ("last_name_fold", "organization_fold", "email_fold"):
    Index(f"ix_customers_{_name}", customers.c[_name])

properties = Table(
    "customer_properties",
    metadata,
    refers("customer", "customers.id", cascades=True, primary_key=True),
    Column("name", Text, primary_key=True),
    number("position"),
    *map(text, ("category", "value", "permission")),
    PROPERTY.column(),
)
