# SPDX-License-Identifier: Apache-2.0
"""The table of telephone numbers: whose each is, and which extension it leads to. A number is there once while it is not
released.

``customer`` holds it; a reseller's are those that it has not given to a customer. ``role`` is ``base``, the pilot's, from
which others are ``derived``, or ``did``. ``alias`` and ``enum_number`` are what makes calls to it arrive; they name records
of SipPort and EnumPort that only PbxPort changes and removes while they are named here (``Port.holds``). A released row is
history, and keeps others from the number ``until``, when there is such a day."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text

from ngnprov.db.columns import changes, lowered, metadata, refers, serial, text

ROLES = BASE, DERIVED, DID = "base", "derived", "did"

numbers = Table(
    "pbx_numbers",
    metadata,
    serial(),
    lowered("number"),
    refers("customer", "customers.id"),
    refers("extension", "pbx_extensions.id", nullable=True),
    text("role"),
    text("tld"),
    refers("enum_number", "enum_numbers.id", nullable=True),
    refers("alias", "sip_aliases.id", nullable=True),
    text("since"),
    Column("released", Text),
    Column("until", Text),
    *changes(),
    CheckConstraint(f"role IN {ROLES}", name="role_known"),
    CheckConstraint("released IS NULL OR (enum_number IS NULL AND alias IS NULL)", name="released_without_records"),
    sqlite_autoincrement=True,
)
_c = numbers.c
live = _c.released.is_(None)

Index("uq_pbx_numbers_number", _c.number, unique=True, sqlite_where=live, postgresql_where=live)
Index("ix_pbx_numbers_number", _c.number, _c.id)
Index("ix_pbx_numbers_customer", _c.customer, _c.number)
Index("ix_pbx_numbers_extension", _c.extension, _c.number)
Index("ix_pbx_numbers_alias", _c.alias)
Index("ix_pbx_numbers_enum_number", _c.enum_number)
