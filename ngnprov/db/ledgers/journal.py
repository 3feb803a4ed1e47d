# SPDX-License-Identifier: Apache-2.0
"""The journal: one entry for each change, in the same transaction. Entries are added and never touched again.

``kind`` says of what: :data:`CHANGE`; :data:`DENIED`, a call that was not allowed; :data:`LOGIN`, a login that failed; or
:data:`PRUNED`, entries that were removed because they were old (:mod:`ngnprov.db.ledgers.pruning`).

What an entry tells of a record, by the names of its columns:

========  ==============================================================================================
made      ``after``: what is not empty (:func:`record_values`)
changed   ``before`` and ``after``: the members that differ, the same ones on both sides (:func:`diff`)
removed   ``before``: what was not empty
========  ==============================================================================================

Secrets are masked in whatever is written: values of columns that declare themselves secret
(:func:`~ngnprov.db.columns.secret`), and bytes, for what is sealed is bytes under any name. The number of a record and its
change date are left out: the subject names it, the entry has its own time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, Table, Text, select

from ngnprov.db.columns import flag, metadata, secret_names
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit

Values = Mapping[str, Any]

CHANGE, DENIED, LOGIN, PRUNED = "change", "denied", "login", "pruned"
KINDS = (CHANGE, DENIED, LOGIN, PRUNED)

MASKED = "********"
"""What stands in the place of a secret."""

_LEFT_OUT = frozenset({"id", "change_date", "version"})
_SHADOW = "_fold"
_SEALED = (bytes, memoryview)


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in clear that is in no column of its own, or in one whose name another table has for something public.

    It is compared as it is and told masked.
    """

    value: str

    def __repr__(self) -> str:
        return MASKED


entries = Table(
    "journal",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("at", Text, nullable=False, index=True),
    Column("login", Text, nullable=False, index=True),
    Column("level", Text, nullable=False),
    Column("entry", Integer, nullable=False, index=True),
    flag("behind"),
    Column("request_id", Text, nullable=False, index=True),
    Column("operation", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("kind", Text, nullable=False, server_default=CHANGE),
    Column("address", Text, nullable=False, server_default=""),
    Column("code", Integer, nullable=False, server_default="0"),
    Column("customer", Integer, nullable=False, server_default="0"),
    Column("pruned_to", BigInteger),
    Column("reseller", Integer, nullable=False, server_default="0"),
    Column("on_behalf_of", Text, nullable=False, server_default=""),
    Column("reverts", BigInteger),
    Column("undo", Text),
    sqlite_autoincrement=True,
)

Index("ix_journal_customer", entries.c.customer, entries.c.kind, entries.c.id)
Index("ix_journal_reseller", entries.c.reseller, entries.c.kind, entries.c.id)
"""Whoever reads the journal of one of these reads it in its order."""

Index(
    "ix_journal_pruned_to",
    entries.c.pruned_to,
    sqlite_where=entries.c.pruned_to.is_not(None),
    postgresql_where=entries.c.pruned_to.is_not(None),
)

Index(
    "ix_journal_reverts",
    entries.c.reverts,
    sqlite_where=entries.c.reverts.is_not(None),
    postgresql_where=entries.c.reverts.is_not(None),
)

_ADD = insertion(entries, without=("id",))
_LAST = Statement(
    select(entries.c.at).where(entries.c.operation == parameter("operation")).order_by(entries.c.id.desc()).limit(1)
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
    kind: str = CHANGE,
    address: str = "",
    code: int = 0,
    customer: int = 0,
    pruned_to: int | None = None,
    reseller: int = 0,
    on_behalf_of: str = "",
    reverts: int | None = None,
    undo: str | None = None,
) -> None:
    """Add an entry.

    ``login`` is who called, from ``address`` (empty at the machine), ``entry`` the customer entry he acted as (0 for none) and
    ``behind`` whether an administrator stood behind it; ``subject`` is ``kind id``, e.g. ``customer 7``, and ``customer`` the
    one to whom it belongs, 0 when that is not known. ``before`` and ``after`` hold what changed (:func:`record_values`,
    :func:`diff`); secrets among them are masked. ``code`` is that of the refusal, 0 when there is none.
    ``pruned_to`` is the last of the entries that an entry of the kind ``pruned`` says were removed. ``reseller`` is whose the
    customer is, 0 when that is not known; ``on_behalf_of`` whom the caller named as the one who really asked; ``reverts``
    the entry that this one undoes; ``undo`` are the steps that undo the change, without any secret, as
    :mod:`ngnprov.calls.undo` writes them.
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
        kind=kind,
        address=address,
        code=code,
        customer=customer,
        pruned_to=pruned_to,
        reseller=reseller,
        on_behalf_of=on_behalf_of,
        reverts=reverts,
        undo=undo,
    )


def last(unit: Unit, operation: str) -> str:
    """When an operation was last journaled, "" for never. It reads the journal from its end."""
    row = unit.first(_LAST, operation=operation)
    return "" if row is None else row[0]


class Masked(dict[str, Any]):
    """Values without secrets, so that nobody needs to look for them again."""


def record_values(values: Values) -> Masked:
    """Of a record that is made or removed: what is not empty, 0 or false."""
    return _masked(
        {n: value for n, value in values.items() if value and n not in _LEFT_OUT and not n.endswith(_SHADOW)}
    )


def diff(before: Values, after: Values) -> tuple[Masked, Masked]:
    """Of a record that changes: the members of ``after`` that differ, as they were and as they are.

    ``before`` has at least the members of ``after``, in the same types.
    """
    names = [n for n, value in after.items() if value != before[n] and n not in _LEFT_OUT and not n.endswith(_SHADOW)]
    old, new = ({name: values[name] for name in names} for values in (before, after))
    return _masked(old), _masked(new)


def _masked(values: Values) -> Masked:
    secret = secret_names()
    return Masked(
        (name, (MASKED if value else "") if name in secret or isinstance(value, _SEALED) else value)
        for name, value in values.items()
    )


def _text(values: Values | None) -> str | None:
    if values is None:
        return None
    return _encode(values if isinstance(values, Masked) else _masked(values))


def _plain(value: Any) -> str:
    """What is not of JSON: a sealed value is masked, anything else as it is written."""
    if isinstance(value, _SEALED):
        return MASKED if value else ""
    return str(value)


_encode = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
