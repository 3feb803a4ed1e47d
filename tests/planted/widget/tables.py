# SPDX-License-Identifier: Apache-2.0
"""The table of WidgetPort."""

from sqlalchemy import Column, Float, Integer, Table

from ngnprov.db.columns import Identifier, folded, metadata, text
from ngnprov.sealing.columns import Sealed

PIN = Sealed("widgets.pin", by="{id}")

widgets = Table(
    "widgets",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    Column("customer", Identifier, nullable=False, index=True),
    Column("reseller", Identifier, nullable=False, index=True),
    text("name"),
    Column("name_fold", folded("name").type, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("weight", Float, nullable=False),
    text("tags"),
    PIN.column(),
)
