# SPDX-License-Identifier: Apache-2.0
"""The table of ENUM numbers; ``customer`` and ``reseller`` are those of the number's range.

``dns_name`` is the name that a DNS server is asked for (RFC 6116 3.2).
"""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from ngnprov.db.columns import Identifier, changes, lowered, metadata, owner, serial, tenants, text

numbers = Table(
    "enum_numbers",
    metadata,
    serial(),
    *map(lowered, ("number", "tld", "dns_name")),
    Column("range_id", Identifier, nullable=False),
    owner(),
    *tenants(),
    text("info"),
    *changes(),
    ForeignKeyConstraint(
        ["range_id", "customer", "reseller"],
        ["enum_ranges.id", "enum_ranges.customer", "enum_ranges.reseller"],
        onupdate="CASCADE",
    ),
    sqlite_autoincrement=True,
)
_c = numbers.c
Index("uq_enum_numbers_tld_number", _c.tld, _c.number, unique=True)
Index("ix_enum_numbers_number", _c.number, _c.tld)
Index("ix_enum_numbers_dns_name", _c.dns_name)
Index("ix_enum_numbers_range_id", _c.range_id, _c.number)
Index("ix_enum_numbers_change_date", _c.change_date, _c.tld, _c.number)
Index("ix_enum_numbers_owner", _c.owner, _c.customer, _c.reseller)
for _whose in (_c.customer, _c.reseller):
    Index(f"ix_enum_numbers_{_whose.name}_number", _whose, _c.number, _c.tld)
    Index(f"ix_enum_numbers_{_whose.name}_tld", _whose, _c.tld, _c.number)
    Index(f"ix_enum_numbers_{_whose.name}_change_date", _whose, _c.change_date, _c.tld, _c.number)
