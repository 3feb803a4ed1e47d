# SPDX-License-Identifier: Apache-2.0
"""The table of SIP aliases, as a proxy reads it; ``customer`` and ``reseller`` are those of the alias' domain."""

from sqlalchemy import Index, Table

from ngnprov.db.columns import changes, lowered, metadata, owner, serial, tenants
from ngnprov.ports.sip.domains.tables import in_domain

aliases = Table(
    "sip_aliases",
    metadata,
    serial(),
    *map(lowered, ("username", "domain", "target_username", "target_domain")),
    owner(),
    *tenants(),
    *changes(),
    in_domain(),
    sqlite_autoincrement=True,
)
_c = aliases.c
Index("uq_sip_aliases_domain_username", _c.domain, _c.username, unique=True)
Index("ix_sip_aliases_username_domain", _c.username, _c.domain)
Index("ix_sip_aliases_target", _c.target_domain, _c.target_username)
Index("ix_sip_aliases_target_username", _c.target_username, _c.target_domain)
Index("ix_sip_aliases_change_date", _c.change_date, _c.id)
Index("ix_sip_aliases_owner", _c.owner, _c.change_date, _c.id)
for _whose in (_c.customer, _c.reseller):
    Index(f"ix_sip_aliases_{_whose.name}_domain", _whose, _c.domain, _c.username)
    Index(f"ix_sip_aliases_{_whose.name}_change_date", _whose, _c.change_date, _c.id)
