# SPDX-License-Identifier: Apache-2.0
"""The table of routes."""

from sqlalchemy import Index, Table

from ngnprov.db.columns import change_date, lowered, metadata, number, refers, serial, text

routes = Table(
    "sip_routes",
    metadata,
    serial(),
    refers("carrier_id", "sip_carriers.id"),
    lowered("prefix"),
    text("originator"),
    number("priority"),  # the lower number is tried first
    change_date(),
    sqlite_autoincrement=True,
)
_c = routes.c
Index("uq_sip_routes_carrier_id_prefix", _c.carrier_id, _c.prefix, _c.originator, _c.priority, unique=True)
Index("ix_sip_routes_prefix", _c.prefix, _c.id)
Index("ix_sip_routes_priority", _c.priority, _c.id)
