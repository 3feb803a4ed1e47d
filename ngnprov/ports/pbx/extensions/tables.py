# SPDX-License-Identifier: Apache-2.0
"""The table of extensions. One that was removed stays as a closed row, to which its subscriptions belong; its names are free.

What else is known of them comes with their operations.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, literal_column

from ngnprov.db.columns import Identifier, metadata, serial, text

extensions = Table(
    "pbx_extensions",
    metadata,
    serial(),
    Column("customer", Identifier, ForeignKey("customers.id"), nullable=False),
    text("kind"),
    Column("number", Text),
    text("account_id"),
    Column("closed", Text),
    CheckConstraint("kind IN ('pilot', 'user', 'group', 'autoattendant')", name="kind_known"),
    sqlite_autoincrement=True,
)
_c = extensions.c
live = _c.closed.is_(None)
_is_live_pilot = live & (_c.kind == literal_column("'pilot'"))
for _name, _columns, _condition in (
    ("number", (_c.customer, _c.number), live),
    ("account_id", (_c.account_id,), live),
    ("pilot", (_c.customer,), _is_live_pilot),
):
    Index(f"uq_pbx_extensions_{_name}", *_columns, unique=True, sqlite_where=_condition, postgresql_where=_condition)
