# SPDX-License-Identifier: Apache-2.0
"""The tables of rewrite rules, as a proxy reads them: sets, their rules by ``position``, and which set a SIP domain has.

A set that is neither the provider's nor of the reseller to whom the domain belongs counts for nothing (W6).
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table

from ngnprov.db.columns import Identifier, changes, folded, lowered, metadata, numbered, text

sets = Table(
    "pbx_rewrite_sets",
    metadata,
    numbered(),
    Column("reseller", Identifier, nullable=False),
    text("name"),
    folded("name"),
    text("description"),
    *changes(),
    CheckConstraint("name <> ''", name="name_given"),
)
Index("uq_pbx_rewrite_sets_reseller_name", sets.c.reseller, sets.c.name_fold, unique=True)
Index("ix_pbx_rewrite_sets_name_fold", sets.c.name_fold)

rules = Table(
    "pbx_rewrite_rules",
    metadata,
    Column("set_id", Identifier, ForeignKey(sets.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *map(text, ("direction", "pattern", "replacement", "description")),
    CheckConstraint("position > 0", name="position_from_one"),
    CheckConstraint(
        "direction IN ('caller-in', 'callee-in', 'caller-out', 'callee-out')",
        name="direction_known",
    ),
)

assignments = Table(
    "pbx_domain_rewriting",
    metadata,
    Column("domain", lowered("domain").type, ForeignKey("sip_domains.domain", ondelete="CASCADE"), primary_key=True),
    Column("set_id", Identifier, ForeignKey(sets.c.id), nullable=False),
)
Index("ix_pbx_domain_rewriting_set_id", assignments.c.set_id)
