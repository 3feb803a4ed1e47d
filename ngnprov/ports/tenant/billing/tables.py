# SPDX-License-Identifier: Apache-2.0
"""The table of billing profiles."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import changes, flag, folded, lowered, metadata, numbered, refers, text

profiles = Table(
    "tenant_billing_profiles",
    metadata,
    numbered(),
    refers("reseller", "customers.id"),
    lowered("handle"),
    text("name"),
    folded("name"),
    flag("prepaid"),
    *map(text, ("currency", "profile_weekday", "profile_weekday_alt", "profile_weekend", "profile_weekend_alt")),
    *changes(),
    CheckConstraint("handle <> ''", name="handle_given"),
)
_c = profiles.c
Index("uq_tenant_billing_profiles_reseller_id", _c.reseller, _c.id, unique=True)  # a tenant's is its reseller's
Index("uq_tenant_billing_profiles_reseller_handle", _c.reseller, _c.handle, unique=True)
Index("ix_tenant_billing_profiles_handle", _c.handle, _c.id)
Index("ix_tenant_billing_profiles_name", _c.name_fold, _c.id)
Index("ix_tenant_billing_profiles_change_date", _c.change_date, _c.id)
