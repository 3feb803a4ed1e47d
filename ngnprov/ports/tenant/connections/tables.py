# SPDX-License-Identifier: Apache-2.0
"""The table of connections, which go with their customer."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table
from sqlalchemy import text as sql

from ngnprov.db.columns import changes, flag, metadata, numbered, refers, text
from ngnprov.sealing.columns import Sealed

ACCESS_KEY = Sealed("tenant_connections.access_key", by="{id}")

DISABLED, PENDING, SYNCING, MONITORING, FAILED = STATES = ("disabled", "pending", "syncing", "monitoring", "failed")

connections = Table(
    "tenant_connections",
    metadata,
    numbered(),
    refers("customer", "customers.id", cascades=True),
    refers("template", "tenant_connection_templates.id", nullable=True),
    *map(text, ("type", "host", "account_id")),
    ACCESS_KEY.column(),
    flag("auto_provision_sub_accounts"),
    flag("enabled"),
    text("state"),
    text("last_error"),
    text("due_at"),  # when a server asks the platform next, or when it is taken for one that has died; empty for never
    text("synced_at"),
    # counted up by whatever makes an answer that is still under way worthless
    Column("generation", BigInteger, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),  # since it last went well
    *changes(),
    CheckConstraint("host <> ''", name="host_given"),
)
_c = connections.c
_is_due = sql("due_at <> ''")
_has_template = sql("template IS NOT NULL")
Index("ix_tenant_connections_customer", _c.customer, _c.id)
Index("ix_tenant_connections_template", _c.template, _c.id, sqlite_where=_has_template, postgresql_where=_has_template)
Index("ix_tenant_connections_due_at", _c.due_at, _c.id, sqlite_where=_is_due, postgresql_where=_is_due)
Index("ix_tenant_connections_change_date", _c.change_date, _c.id)
