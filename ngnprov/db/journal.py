# SPDX-License-Identifier: Apache-2.0
"""The journal: one entry for each change, in the same transaction. Entries are added and never touched again."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Identity, Integer, Table, Text

from ngnprov.db.columns import metadata
from ngnprov.db.statement import insertion
from ngnprov.db.unit import Unit

MASKED = "********"
"""What stands in the place of a secret."""

entries = Table(
    "journal",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("at", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("behind", Boolean, nullable=False),
    Column("request_id", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    sqlite_autoincrement=True,
)

_ADD = insertion(entries, without=("id",))


def write(
    unit: Unit,
    *,
    at: str,
    login: str,
    level: str,
    entry: int,
    behind: bool,
    request_id: str,
    operation: str,
    subject: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    """Add an entry.

    ``login`` is who called, ``entry`` the customer entry he acted as (0 for none) and ``behind`` whether an administrator
    stood behind it; ``subject`` is ``kind id``, e.g. ``customer 7``. ``before`` and ``after`` hold what changed, with
    secrets masked already.
    """
    unit.run(
        _ADD,
        at=at,
        login=login,
        level=level,
        entry=entry,
        behind=behind,
        request_id=request_id,
        operation=operation,
        subject=subject,
        before=_text(before),
        after=_text(after),
    )


def _text(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, default=str)
