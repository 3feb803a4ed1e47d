# SPDX-License-Identifier: Apache-2.0
"""The table of rating profiles, as a rating engine reads it: a row for each entity that has some.

A row goes with the account or the domain that it is about; one of a gateway is about neither.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table

from ngnprov.db.columns import Identifier, lowered, metadata, text

profiles = Table(
    "rating_profiles",
    metadata,
    lowered("entity", primary_key=True),
    Column("account", Identifier, ForeignKey("sip_accounts.id", ondelete="CASCADE")),
    Column("domain", lowered("domain").type, ForeignKey("sip_domains.domain", ondelete="CASCADE")),
    text("profile_weekday"),
    text("profile_weekday_alt"),
    text("profile_weekend"),
    text("profile_weekend_alt"),
    text("timezone"),
    Column("increment", Integer, nullable=False),
    Column("min_duration", Integer, nullable=False),
    Column("reseller_id", Identifier, nullable=False),
    CheckConstraint("(account IS NOT NULL) = (substr(entity, 1, 13) = 'subscriber://')", name="account_of_subscriber"),
    CheckConstraint("(domain IS NOT NULL) = (substr(entity, 1, 9) = 'domain://')", name="domain_of_domain"),
)
_c = profiles.c
Index("uq_rating_profiles_account", _c.account, unique=True)
Index("uq_rating_profiles_domain", _c.domain, unique=True)
