# SPDX-License-Identifier: Apache-2.0
"""The table of gateway rules."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import change_date, lowered, metadata, number, refers, serial, text

rules = Table(
    "sip_gateway_rules",
    metadata,
    serial(),
    refers("gateway_id", "sip_gateways.id", cascades=True),
    lowered("prefix"),
    number("strip"),
    text("prepend"),
    number("min_length"),
    number("max_length"),
    change_date(),
    CheckConstraint("strip >= 0", name="strip_not_negative"),
    CheckConstraint(
        "min_length >= 0 AND (max_length = 0 OR max_length >= min_length)",
        name="lengths_in_order",
    ),
    sqlite_autoincrement=True,
)
_c = rules.c
Index("ix_sip_gateway_rules_gateway_id", _c.gateway_id, _c.prefix)
Index("ix_sip_gateway_rules_prefix", _c.prefix, _c.id)
Index("ix_sip_gateway_rules_change_date", _c.change_date, _c.id)
