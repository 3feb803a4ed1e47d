# SPDX-License-Identifier: Apache-2.0
"""The table of mappings. ``address`` is the URI without its scheme, folded, by which clients search, too (enum.md 7)."""

from sqlalchemy import Index, Table

from ngnprov.db.columns import folded, lowered, metadata, number, refers, serial, text

mappings = Table(
    "enum_mappings",
    metadata,
    serial(),
    refers("number", "enum_numbers.id", cascades=True),
    lowered("type"),
    text("mapto"),
    folded("mapto"),
    lowered("address"),
    number("ttl"),
    number("priority"),
    sqlite_autoincrement=True,
)
_c = mappings.c
Index("uq_enum_mappings_number_type_mapto", _c.number, _c.type, _c.mapto, unique=True)
Index("ix_enum_mappings_type", _c.type, _c.number)
Index("ix_enum_mappings_mapto", _c.mapto_fold, _c.type, _c.number)
Index("ix_enum_mappings_address", _c.address, _c.type, _c.number)
