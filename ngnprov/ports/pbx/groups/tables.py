# SPDX-License-Identifier: Apache-2.0
"""What groups have besides what every extension has, and who their members are; nothing of one that was removed."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from ngnprov.db.columns import metadata, refers, text

POLICIES = SERIAL, PARALLEL, RANDOM, CIRCULAR = "serial", "parallel", "random", "circular"
"""Whom a call reaches next: in their order, all together, in any order, or beginning with the one behind the last."""
CANCEL_MODES = BYE, CANCEL = "bye", "cancel"
"""By which request of SIP (RFC 3261, 9 and 15) the ringing ends of those who did not answer."""
LONGEST_TIMEOUT = 300

groups = Table(
    "pbx_groups",
    metadata,
    refers("extension", "pbx_extensions.id", primary_key=True, autoincrement=False),
    text("policy"),
    Column("timeout", Integer, nullable=False),
    text("cancel_mode"),
    CheckConstraint(f"policy IN {POLICIES}", name="policy_known"),
    CheckConstraint(f"timeout BETWEEN 1 AND {LONGEST_TIMEOUT}", name="timeout_in_range"),
    CheckConstraint(f"cancel_mode IN {CANCEL_MODES}", name="cancel_mode_known"),
)

members = Table(
    "pbx_group_members",
    metadata,
    refers("extension", "pbx_groups.extension", primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    refers("member", "pbx_extensions.id"),
)
_c = members.c
Index("uq_pbx_group_members_extension_member", _c.extension, _c.member, unique=True)
Index("ix_pbx_group_members_member", _c.member)
