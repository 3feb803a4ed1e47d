# SPDX-License-Identifier: Apache-2.0
"""The table of SIP domains."""

from sqlalchemy import Boolean, Column, Index, LargeBinary, Table, Text, UniqueConstraint

from ngnprov.db.columns import Identifier, lowered, metadata, text

domains = Table(
    "sip_domains",
    metadata,
    lowered("domain", primary_key=True),
    Column("customer", Identifier, nullable=False),
    Column("reseller", Identifier, nullable=False),
    text("certificate"),
    Column("private_key", LargeBinary, nullable=False),  # sealed; empty when there is none
    text("match_ip_address"),
    text("match_sip_domain"),
    Column("verify_cert", Boolean, nullable=False),
    Column("require_cert", Boolean, nullable=False),
    Column("change_date", Text, nullable=False),
    # what belongs to a domain refers to these three: it moves with the domain and can be nobody else's
    UniqueConstraint("domain", "customer", "reseller"),
)
Index("ix_sip_domains_change_date", domains.c.change_date, domains.c.domain)
Index("ix_sip_domains_customer", domains.c.customer, domains.c.domain)
Index("ix_sip_domains_reseller", domains.c.reseller, domains.c.domain)
