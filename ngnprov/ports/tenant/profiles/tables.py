# SPDX-License-Identifier: Apache-2.0
"""The table of profiles: a row for every entry of CustomerPort, which goes with it.

The reseller stands here, too, as names are unique among its tenants; it follows the entry's, and with it must a contact's.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table
from sqlalchemy import text as sql

from ngnprov.db.columns import Identifier, changes, flag, folded, internal, lowered, metadata, text

profiles = Table(
    "tenant_profiles",
    metadata,
    Column("customer", Identifier, primary_key=True, autoincrement=False),
    Column("reseller", Identifier, nullable=False),
    text("name"),
    folded("name"),
    text("description"),
    text("kind"),
    lowered("product_type", server_default=""),
    flag("enabled"),
    Column("contact", Identifier),
    Column("billing_profile", Identifier),
    text("reference"),
    folded("reference"),
    *map(text, ("country", "language", "timezone")),
    *map(text, ("date_format", "number_format", "national_prefix", "international_prefix")),
    internal(text("notes")),
    Column("max_subscribers", Integer),
    text("ext_range_min"),
    text("ext_range_max"),
    flag("in_house"),
    *map(text, ("trial_since", "trial_until", "trial_ended", "create_date", "terminate_date", "held_until")),
    *changes(),
    ForeignKeyConstraint(
        ["reseller", "customer"],
        ["customers.reseller", "customers.id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
        name="fk_tenant_profiles_customer",
    ),
    ForeignKeyConstraint(
        ["reseller", "contact"],
        ["tenant_contacts.reseller", "tenant_contacts.id"],
        name="fk_tenant_profiles_contact",
    ),
    ForeignKeyConstraint(
        ["reseller", "billing_profile"],
        ["tenant_billing_profiles.reseller", "tenant_billing_profiles.id"],
        name="fk_tenant_profiles_billing_profile",
    ),
    CheckConstraint("max_subscribers > 0", name="max_subscribers_positive"),
    CheckConstraint("trial_until = '' OR NOT in_house", name="trial_or_in_house"),
)
_c = profiles.c
_is_named, _is_in_house = sql("name_fold <> ''"), sql("in_house")
Index(
    "uq_tenant_profiles_reseller_name",
    *(_c.reseller, _c.name_fold),
    unique=True,
    sqlite_where=_is_named,
    postgresql_where=_is_named,
)
Index(
    "uq_tenant_profiles_in_house",
    _c.reseller,
    unique=True,
    sqlite_where=_is_in_house,
    postgresql_where=_is_in_house,
)
Index("ix_tenant_profiles_reseller_customer", _c.reseller, _c.customer)
Index("ix_tenant_profiles_reseller_contact", _c.reseller, _c.contact)
Index("ix_tenant_profiles_reseller_billing_profile", _c.reseller, _c.billing_profile)
Index("ix_tenant_profiles_name", _c.name_fold, _c.customer)
Index("ix_tenant_profiles_reference", _c.reference_fold, _c.customer)
_is_on_trial = sql("trial_until <> ''")
Index(
    "ix_tenant_profiles_trial_until",
    *(_c.trial_until, _c.customer),
    sqlite_where=_is_on_trial,
    postgresql_where=_is_on_trial,
)
_ends = sql("terminate_date <> ''")
Index(
    "ix_tenant_profiles_terminate_date", *(_c.terminate_date, _c.customer), sqlite_where=_ends, postgresql_where=_ends
)
Index("ix_tenant_profiles_change_date", _c.change_date, _c.customer)
