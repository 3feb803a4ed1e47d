# SPDX-License-Identifier: Apache-2.0
"""The table of connections, which go with their customer."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import changes, flag, metadata, numbered, refers, text
from ngnprov.sealing.columns import Sealed

ACCESS_KEY = Sealed("tenant_connections.access_key", by="{id}")

connections = Table(
    "tenant_connections",
    metadata,
    numbered(),
    refers("customer", "customers.id", cascades=True),
    *map(text, ("type", "host", "account_id")),
    ACCESS_KEY.column(),
    flag("auto_provision_sub_accounts"),
    flag("enabled"),
    text("state"),
    *changes(),
    CheckConstraint("host <> ''", name="host_given"),
)
_c = connections.c
Index("ix_tenant_connections_customer", _c.customer, _c.id)
Index("ix_tenant_connections_change_date", _c.change_date, _c.id)
