# SPDX-License-Identifier: Apache-2.0
"""The table of DNS zones, complete for a server's SOA and NS: names in lower case, without trailing dot."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Table,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from ngnprov.db.columns import changes, folded, lowered, metadata, number, owner, tenants, text

zones = Table(
    "dns_zones",
    metadata,
    lowered("name", primary_key=True),
    lowered("path"),  # the labels from the top down: what is below a zone is one range of an index
    text("email"),
    text("nameservers"),  # names with a blank between them
    *map(number, ("ttl", "minimum", "retry", "expire", "refresh", "serial")),
    text("info"),
    folded("info"),
    *tenants(),
    *changes(),
    # what belongs to a zone refers to these three: it moves with the zone and can be nobody else's
    UniqueConstraint("name", "customer", "reseller"),
    CheckConstraint("nameservers <> ''", name="nameservers_given"),
    CheckConstraint("serial > 0", name="serial_positive"),
)
Index("ix_dns_zones_path", zones.c.path)
Index("ix_dns_zones_change_date", zones.c.change_date, zones.c.name)
Index("ix_dns_zones_customer", zones.c.customer, zones.c.name)
Index("ix_dns_zones_reseller", zones.c.reseller, zones.c.name)


def in_zone() -> tuple[SchemaItem, ...]:
    """What each table has whose rows lie in zones: they are the zone's customer's and reseller's, and move and go with it.

    Such tables have the columns ``id``, ``zone``, ``name`` and ``type``, too.
    """
    return (
        number("ttl"),
        owner(),
        *tenants(),
        *changes(),
        ForeignKeyConstraint(
            ["zone", "customer", "reseller"],
            [zones.c.name, zones.c.customer, zones.c.reseller],
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )


def index_for_lists(table: Table) -> None:
    """The indexes that filters and orders of such a table need besides the one of its values."""
    _c, name = table.c, table.name
    Index(f"ix_{name}_name", _c.name, _c.id)
    Index(f"ix_{name}_type", _c.type_fold, _c.id)
    Index(f"ix_{name}_change_date", _c.change_date, _c.id)
    Index(f"ix_{name}_owner", _c.owner, _c.change_date, _c.id)
    for whose in (_c.customer, _c.reseller):
        Index(f"ix_{name}_{whose.name}_name", whose, _c.name, _c.id)
        Index(f"ix_{name}_{whose.name}_type", whose, _c.type_fold, _c.id)
        Index(f"ix_{name}_{whose.name}_change_date", whose, _c.change_date, _c.id)
