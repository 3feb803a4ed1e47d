# SPDX-License-Identifier: Apache-2.0
"""The table of suspensions: a row for each level at which a customer or a reseller is suspended.

A reseller is suspended with all its customers. A layer that was lifted is gone: the journal tells of it.
"""

from sqlalchemy import CheckConstraint, Column, Table, Text

from ngnprov.db.columns import metadata, refers, text
from ngnprov.ports.tenant.lifecycle.levels import LEVELS

suspensions = Table(
    "tenant_suspensions",
    metadata,
    refers("customer", "customers.id", cascades=True, primary_key=True),
    Column("level", Text, primary_key=True),
    *map(text, ("reason", "created_by", "since")),
    CheckConstraint(f"level IN {LEVELS}", name="level_known"),
)
