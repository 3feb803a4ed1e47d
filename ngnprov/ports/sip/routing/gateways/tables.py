# SPDX-License-Identifier: Apache-2.0
"""The table of gateways."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import change_date, folded, lowered, metadata, number, refers, serial, text

gateways = Table(
    "sip_gateways",
    metadata,
    serial(),
    text("name"),
    folded("name"),
    refers("carrier_id", "sip_carriers.id"),
    lowered("transport"),
    lowered("ip"),  # an address in canonical form, or a host name
    number("port"),
    change_date(),
    CheckConstraint("name <> ''", name="name_given"),
    CheckConstraint("transport IN ('udp', 'tcp', 'tls')", name="transport_known"),
    CheckConstraint("port BETWEEN 1 AND 65535", name="port_in_range"),
    sqlite_autoincrement=True,
)
_c = gateways.c
Index("uq_sip_gateways_carrier_id_name", _c.carrier_id, _c.name_fold, unique=True)
Index("ix_sip_gateways_name", _c.name_fold, _c.id)
Index("ix_sip_gateways_ip", _c.ip, _c.id)
Index("ix_sip_gateways_change_date", _c.change_date, _c.id)
