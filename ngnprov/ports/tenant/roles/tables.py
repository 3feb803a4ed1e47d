# SPDX-License-Identifier: Apache-2.0
"""The table of roles that resellers make. They go with the reseller."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import changes, metadata, numbered, refers, text

roles = Table(
    "tenant_roles",
    metadata,
    numbered(),
    refers("reseller", "customers.id", cascades=True),
    text("code"),
    text("name"),
    text("permissions"),  # with blanks between
    *changes(),
    CheckConstraint("code <> ''", name="code_given"),
)
_c = roles.c
Index("uq_tenant_roles_code", _c.reseller, _c.code, unique=True)
