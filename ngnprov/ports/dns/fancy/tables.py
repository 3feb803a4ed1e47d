# SPDX-License-Identifier: Apache-2.0
"""The table of fancy records, as a mail forwarder and a web redirector read it: mailbox -> address, host -> URL.

``customer`` and ``reseller`` are those of the zone. Numbers are shared with records.
"""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, Text

from ngnprov.db.columns import Identifier, folded, lowered, metadata, text

MAIL, WEB = "MBOXFW", "URL"
"""The types."""

fancy = Table(
    "dns_fancy_records",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    lowered("zone"),
    lowered("name"),  # of an alias the mailbox, of a redirect the host
    lowered("host"),  # where it is published: the domain of the mailbox, or the host
    Column("type", Text, nullable=False),
    folded("type"),
    text("value"),
    folded("value"),
    lowered("distinct_value"),  # of an alias the value; a redirect has none, so that there is one of a name
    Column("ttl", Integer, nullable=False),
    Column("owner", Identifier, nullable=False),
    Column("customer", Identifier, nullable=False),
    Column("reseller", Identifier, nullable=False),
    Column("change_date", Text, nullable=False),
    ForeignKeyConstraint(
        ["zone", "customer", "reseller"],
        ["dns_zones.name", "dns_zones.customer", "dns_zones.reseller"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    ),
)
_c = fancy.c
Index("uq_dns_fancy_records_zone_name", _c.zone, _c.name, _c.type, _c.distinct_value, unique=True)
Index("ix_dns_fancy_records_host", _c.zone, _c.host, _c.type)
Index("ix_dns_fancy_records_name", _c.name, _c.id)
Index("ix_dns_fancy_records_type", _c.type_fold, _c.id)
Index("ix_dns_fancy_records_value", _c.value_fold, _c.id)
Index("ix_dns_fancy_records_change_date", _c.change_date, _c.id)
Index("ix_dns_fancy_records_owner", _c.owner, _c.change_date, _c.id)
for _whose in (_c.customer, _c.reseller):
    Index(f"ix_dns_fancy_records_{_whose.name}_name", _whose, _c.name, _c.id)
    Index(f"ix_dns_fancy_records_{_whose.name}_type", _whose, _c.type_fold, _c.id)
    Index(f"ix_dns_fancy_records_{_whose.name}_change_date", _whose, _c.change_date, _c.id)
