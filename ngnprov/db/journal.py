# SPDX-License-Identifier: Apache-2.0
"""The journal: one entry for each change, in the same transaction. Entries are added and never touched again.

What an entry tells of a record, by the names of its columns:

========  ==============================================================================================
made      ``after``: what is not empty (:func:`told`)
changed   ``before`` and ``after``: the members that differ, the same ones on both sides (:func:`differing`)
removed   ``before``: what was not empty
========  ==============================================================================================

Secrets are masked. The number of a record and its change date are left out: the subject names it, the entry has its own time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Identity, Integer, Table, Text, select

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit

Values = Mapping[str, Any]

MASKED = "********"
"""What stands in the place of a secret."""

SECRETS = frozenset({"password", "ha1", "ha1b", "ha1_sha256", "ha1b_sha256", "private_key", "auth_token"})
"""Columns of secrets, whatever the table; a digest is as good as the password."""

_LEFT_OUT = frozenset({"id", "change_date"})


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that is in no column of its own. It is compared as it is and told masked."""

    value: str

    def __repr__(self) -> str:
        return MASKED


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
_LAST = Statement(
    select(entries.c.at).where(entries.c.operation == parameter("named")).order_by(entries.c.id.desc()).limit(1)
)


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
    before: Values | None,
    after: Values | None,
) -> None:
    """Add an entry.

    ``login`` is who called, ``entry`` the customer entry he acted as (0 for none) and ``behind`` whether an administrator
    stood behind it; ``subject`` is ``kind id``, e.g. ``customer 7``. ``before`` and ``after`` hold what changed
    (:func:`told`, :func:`differing`), secrets masked already but for each :class:`Secret`.
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


def last(unit: Unit, operation: str) -> str:
    """When an operation was last journaled, "" for never. It reads the journal from its end."""
    row = unit.first(_LAST, named=operation)
    return "" if row is None else row[0]


def told(values: Values) -> dict[str, Any]:
    """Of a record that is made or removed: what is not empty, 0 or false."""
    return {name: _shown(name, value) for name, value in values.items() if value and not _is_left_out(name)}


def differing(before: Values, after: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of a record that changes: the members of ``after`` that differ, as they were and as they are.

    ``before`` has at least the members of ``after``, in the same types.
    """
    names = [name for name, value in after.items() if value != before[name] and not _is_left_out(name)]
    old, new = ({name: _shown(name, values[name]) for name in names} for values in (before, after))
    return old, new


def _is_left_out(name: str) -> bool:
    return name in _LEFT_OUT or name.endswith("_fold")


def _shown(name: str, value: Any) -> Any:
    if name not in SECRETS:
        return value
    return MASKED if value else ""


def _text(values: Values | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, default=str)
