# SPDX-License-Identifier: Apache-2.0
"""The table of connection templates. A reseller has at most one that is the default."""

from sqlalchemy import CheckConstraint, Index, Table
from sqlalchemy import text as sql

from ngnprov.db.columns import changes, flag, folded, metadata, numbered, refers, text
from ngnprov.sealing.columns import Sealed

MASTER_KEY = Sealed("tenant_connection_templates.master_key", by="{id}")

templates = Table(
    "tenant_connection_templates",
    metadata,
    numbered(),
    refers("reseller", "customers.id"),
    text("name"),
    folded("name"),
    *map(text, ("type", "host")),
    MASTER_KEY.column(),
    flag("is_default"),
    *changes(),
    CheckConstraint("host <> ''", name="host_given"),
)
_c = templates.c
_is_default = sql("is_default")
Index(
    "uq_tenant_connection_templates_default",
    _c.reseller,
    unique=True,
    sqlite_where=_is_default,
    postgresql_where=_is_default,
)
Index("ix_tenant_connection_templates_reseller", _c.reseller, _c.id)
Index("ix_tenant_connection_templates_name", _c.name_fold, _c.id)
Index("ix_tenant_connection_templates_change_date", _c.change_date, _c.id)
