# SPDX-License-Identifier: Apache-2.0
"""The table of rating profiles, as a rating engine reads it: a row for each entity that has some.

A row goes with the account or the domain that it is about; one of a gateway is about neither.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table

from ngnprov.db.columns import Identifier, lowered, metadata, refers, text

profiles = Table(
    "rating_profiles",
    metadata,
    lowered("entity", primary_key=True),
    refers("account", "sip_accounts.id", cascades=True, nullable=True),
    Column("domain", lowered("domain").type, ForeignKey("sip_domains.domain", ondelete="CASCADE")),
    *map(text, ("profile_weekday", "profile_weekday_alt", "profile_weekend", "profile_weekend_alt", "timezone")),
    Column("increment", Integer, nullable=False),
    Column("min_duration", Integer, nullable=False),
    Column("reseller_id", Identifier, nullable=False),
    CheckConstraint("(account IS NOT NULL) = (substr(entity, 1, 13) = 'subscriber://')", name="account_of_subscriber"),
    CheckConstraint("(domain IS NOT NULL) = (substr(entity, 1, 9) = 'domain://')", name="domain_of_domain"),
)
_c = profiles.c
Index("uq_rating_profiles_account", _c.account, unique=True)
Index("uq_rating_profiles_domain", _c.domain, unique=True)
