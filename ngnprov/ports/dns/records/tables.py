# SPDX-License-Identifier: Apache-2.0
"""The table of DNS records, as a DNS server reads it: owner names in lower case without trailing dot, whole RDATA.

``customer`` and ``reseller`` are those of the zone. Numbers are shared with fancy records.
"""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text

from ngnprov.db.columns import Identifier, folded, lowered, metadata, text

LENGTH_OF_START = 128
"""Characters of a value that an index holds; TXT may have 65535, and no database indexes those."""

records = Table(
    "dns_records",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    lowered("zone"),
    lowered("name"),
    Column("type", Text, nullable=False),
    folded("type"),
    text("value"),
    folded("value"),
    lowered("value_start"),
    lowered("target"),  # the name that it leads to, without trailing dot
    text("rdata"),  # RFC 1035 5.1, the priority inside, names absolute
    Column("digest", LargeBinary, nullable=False),  # of the RDATA with priority 0
    Column("priority", Integer, nullable=False),
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
_c = records.c
Index("uq_dns_records_zone_name_type_digest_priority", _c.zone, _c.name, _c.type, _c.digest, _c.priority, unique=True)
Index("ix_dns_records_name", _c.name, _c.id)
Index("ix_dns_records_type", _c.type_fold, _c.id)
Index("ix_dns_records_value", _c.value_start, _c.id)
Index("ix_dns_records_target", _c.zone, _c.target)
Index("ix_dns_records_change_date", _c.change_date, _c.id)
Index("ix_dns_records_owner", _c.owner, _c.change_date, _c.id)
for _whose in (_c.customer, _c.reseller):
    Index(f"ix_dns_records_{_whose.name}_name", _whose, _c.name, _c.id)
    Index(f"ix_dns_records_{_whose.name}_type", _whose, _c.type_fold, _c.id)
    Index(f"ix_dns_records_{_whose.name}_change_date", _whose, _c.change_date, _c.id)
