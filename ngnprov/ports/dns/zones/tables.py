# SPDX-License-Identifier: Apache-2.0
"""The table of DNS zones, complete for a server's SOA and NS: names in lower case, without trailing dot."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from ngnprov.db.columns import Identifier, folded, lowered, metadata, text

zones = Table(
    "dns_zones",
    metadata,
    lowered("name", primary_key=True),
    lowered("path"),  # the labels from the top down: what is below a zone is one range of an index
    text("email"),
    text("nameservers"),  # names with a blank between them
    Column("ttl", Integer, nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("retry", Integer, nullable=False),
    Column("expire", Integer, nullable=False),
    Column("refresh", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    text("info"),
    folded("info"),
    Column("customer", Identifier, nullable=False),
    Column("reseller", Identifier, nullable=False),
    Column("change_date", Text, nullable=False),
    # what belongs to a zone refers to these three: it moves with the zone and can be nobody else's
    UniqueConstraint("name", "customer", "reseller"),
    CheckConstraint("nameservers <> ''", name="nameservers_given"),
    CheckConstraint("serial > 0", name="serial_positive"),
)
Index("ix_dns_zones_path", zones.c.path)
Index("ix_dns_zones_change_date", zones.c.change_date, zones.c.name)
Index("ix_dns_zones_customer", zones.c.customer, zones.c.name)
Index("ix_dns_zones_reseller", zones.c.reseller, zones.c.name)
