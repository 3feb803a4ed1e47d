# SPDX-License-Identifier: Apache-2.0
"""The table of routes."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from ngnprov.db.columns import Identifier, lowered, metadata, serial, text

routes = Table(
    "sip_routes",
    metadata,
    serial(),
    Column("carrier_id", Identifier, ForeignKey("sip_carriers.id"), nullable=False),
    lowered("prefix"),
    text("originator"),
    Column("priority", Integer, nullable=False),  # the lower number is tried first
    Column("change_date", Text, nullable=False),
    sqlite_autoincrement=True,
)
_c = routes.c
Index("uq_sip_routes_carrier_id_prefix", _c.carrier_id, _c.prefix, _c.originator, _c.priority, unique=True)
Index("ix_sip_routes_prefix", _c.prefix, _c.id)
Index("ix_sip_routes_priority", _c.priority, _c.id)
