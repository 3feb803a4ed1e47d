# SPDX-License-Identifier: Apache-2.0
"""The table of SIP domains."""

from sqlalchemy import ForeignKeyConstraint, Index, Table, UniqueConstraint

from ngnprov.db.columns import changes, flag, lowered, metadata, tenants, text
from ngnprov.sealing.columns import Sealed

PRIVATE_KEY = Sealed("sip_domains.private_key", by="{domain}")

domains = Table(
    "sip_domains",
    metadata,
    lowered("domain", primary_key=True),
    *tenants(),
    text("certificate"),
    PRIVATE_KEY.column(),
    text("match_ip_address"),
    text("match_sip_domain"),
    flag("verify_cert"),
    flag("require_cert"),
    *changes(),
    # what belongs to a domain refers to these three: it moves with the domain and can be nobody else's
    UniqueConstraint("domain", "customer", "reseller"),
)
Index("ix_sip_domains_change_date", domains.c.change_date, domains.c.domain)
Index("ix_sip_domains_customer", domains.c.customer, domains.c.domain)
Index("ix_sip_domains_reseller", domains.c.reseller, domains.c.domain)


def in_domain() -> ForeignKeyConstraint:
    """What lies in a domain is its customer's and reseller's and moves with it: the columns have the names of these."""
    mine = ("domain", "customer", "reseller")
    return ForeignKeyConstraint(mine, [domains.c[name] for name in mine], onupdate="CASCADE")
