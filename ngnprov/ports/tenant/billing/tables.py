# SPDX-License-Identifier: Apache-2.0
"""The table of billing profiles."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table

from ngnprov.db.columns import Identifier, changes, flag, lowered, metadata, text

profiles = Table(
    "tenant_billing_profiles",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    Column("reseller", Identifier, ForeignKey("customers.id"), nullable=False),
    lowered("handle"),
    text("name"),
    flag("prepaid"),
    text("currency"),
    text("profile_weekday"),
    text("profile_weekday_alt"),
    text("profile_weekend"),
    text("profile_weekend_alt"),
    *changes(),
    CheckConstraint("handle <> ''", name="handle_given"),
)
_c = profiles.c
Index("uq_tenant_billing_profiles_reseller_id", _c.reseller, _c.id, unique=True)  # a tenant's is its reseller's
Index("uq_tenant_billing_profiles_reseller_handle", _c.reseller, _c.handle, unique=True)
