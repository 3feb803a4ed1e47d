# SPDX-License-Identifier: Apache-2.0
"""The table of DNS records, as a DNS server reads it: owner names in lower case without trailing dot, whole RDATA.

``customer`` and ``reseller`` are those of the zone. Numbers are shared with fancy records.
"""

from sqlalchemy import Column, Index, LargeBinary, Table, Text

from ngnprov.db.columns import folded, lowered, metadata, number, numbered, text
from ngnprov.ports.dns.zones.tables import in_zone, index_for_lists

LENGTH_OF_START = 128
"""Characters of a value that an index holds; TXT may have 65535, and no database indexes those."""

records = Table(
    "dns_records",
    metadata,
    numbered(),
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
    number("priority"),
    *in_zone(),
)
_c = records.c
Index("uq_dns_records_zone_name_type_digest_priority", _c.zone, _c.name, _c.type, _c.digest, _c.priority, unique=True)
Index("ix_dns_records_value", _c.value_start, _c.id)
Index("ix_dns_records_target", _c.zone, _c.target)
index_for_lists(records)
