# SPDX-License-Identifier: Apache-2.0
"""The table of ENUM ranges; each is a DNS zone, whose apex is ``dns_name`` (enum.md R3)."""

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint

from ngnprov.db.columns import changes, folded, lowered, metadata, number, numbered, tenants, text

ranges = Table(
    "enum_ranges",
    metadata,
    numbered(),
    *map(lowered, ("prefix", "tld", "dns_name")),
    *map(number, ("ttl", "min_digits", "max_digits", "size")),
    text("nameservers"),  # JSON: [name, ...]; empty for the server's own
    number("used"),  # how many numbers lie in it
    number("serial"),
    *tenants(),
    *changes(),
    text("info"),
    folded("info"),
    CheckConstraint("used >= 0", name="used_not_negative"),
    # numbers refer to these three: they move with the range and can be nobody else's
    UniqueConstraint("id", "customer", "reseller"),
)
_c = ranges.c
Index("uq_enum_ranges_tld_prefix", _c.tld, _c.prefix, unique=True)
Index("ix_enum_ranges_prefix", _c.prefix, _c.tld)
Index("uq_enum_ranges_dns_name", _c.dns_name, unique=True)
Index("ix_enum_ranges_change_date", _c.change_date, _c.tld, _c.prefix)
Index("ix_enum_ranges_customer", _c.customer, _c.tld, _c.prefix)
Index("ix_enum_ranges_reseller", _c.reseller, _c.tld, _c.prefix)
