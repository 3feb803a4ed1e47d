# SPDX-License-Identifier: Apache-2.0
"""Answers of changes that named a request id, kept so that a retry gets the same one and changes nothing (promise P11).

An id is a login's own. Its row is made in the unit of the change, before the work and with it or not at all: a second call
with the id waits at the row for the first, on PostgreSQL by the unique index and on SQLite because one unit writes at a time.
A refusal undoes the row, and the id may be tried again.
"""

from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Table, Text, delete, select, update

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, insertion_if_new, parameter
from ngnprov.db.unit import Unit
from ngnprov.sealing.columns import Sealed

ANSWER = Sealed("idempotency.answer", by="{login}/{key}")
"""Answers hold passwords, as NGNPro's do."""

answers = Table(
    "idempotency",
    metadata,
    Column("login", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", Text, nullable=False, index=True),
    Column("transaction", Text, nullable=False),
    Column("version", BigInteger),
    ANSWER.column(),
)


class Kept(NamedTuple):
    """What is kept of a change: when it was made, the transaction that made it, the version of what it changed, and the
    sealed answer with the digest of what was asked."""

    at: str
    transaction: str
    version: int | None
    answer: bytes


_c = answers.c
_one = (_c.login == parameter("of_login")) & (_c.key == parameter("of_key"))
_CLAIM = insertion_if_new(answers)
_READ = Statement(select(_c.at, _c.transaction, _c.version, _c.answer).where(_one))
_FORGET = Statement(delete(answers).where(_one))
_KEEP = Statement(update(answers).where(_one).values(version=parameter("seen"), answer=parameter("sealed")))
_OLD = Statement(select(_c.login, _c.key).where(_c.at < parameter("before")).order_by(_c.at).limit(parameter("most")))


def claim(unit: Unit, login: str, key: str, *, at: str, transaction: str, since: str) -> Kept | None:
    """Take an id for the change that is about to be made; what is kept when it was made already, not before ``since``."""
    values = {"login": login, "key": key, "at": at, "transaction": transaction}
    for _ in range(2):
        if unit.run(_CLAIM[unit.dialect_name], **values, version=None, answer=b""):
            return None
        row = unit.first(_READ, of_login=login, of_key=key)
        if row is not None and row[0] >= since:
            return Kept(*row)
        unit.run(_FORGET, of_login=login, of_key=key)
    raise LookupError("an outdated answer could not be forgotten")


def keep(unit: Unit, login: str, key: str, *, version: int | None, answer: bytes) -> None:
    """Store the sealed answer of the change that :func:`claim` took the id for."""
    unit.run(_KEEP, of_login=login, of_key=key, seen=version, sealed=answer)


def forget_old(unit: Unit, before: str, most: int) -> int:
    """Remove at most so many answers that are older than a moment; how many."""
    rows = unit.all(_OLD, before=before, most=most)
    for login, key in rows:
        unit.run(_FORGET, of_login=login, of_key=key)
    return len(rows)
