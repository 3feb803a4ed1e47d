# SPDX-License-Identifier: Apache-2.0
"""The table of carriers."""

from sqlalchemy import CheckConstraint, Column, Index, Table

from ngnprov.db.columns import Identifier, change_date, folded, metadata, serial, text

carriers = Table(
    "sip_carriers",
    metadata,
    serial(),
    text("name"),
    folded("name"),
    Column("reseller", Identifier, nullable=False),
    change_date(),
    CheckConstraint("name <> ''", name="name_given"),
    sqlite_autoincrement=True,
)
_c = carriers.c
Index("uq_sip_carriers_reseller_name", _c.reseller, _c.name_fold, unique=True)
Index("ix_sip_carriers_name", _c.name_fold, _c.id)
Index("ix_sip_carriers_change_date", _c.change_date, _c.id)
