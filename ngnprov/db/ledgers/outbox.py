# SPDX-License-Identifier: Apache-2.0
"""The outbox: what must leave the house, written in the transaction that is its cause and sent after it, at least once.

``message`` is the id by which a receiver knows a message that comes twice. Messages of one customer and kind leave in the
order of their ids; 0 is the operator. Who wants an order between two transactions of one customer has them wait for each
other, on a counter for instance. ``due`` is when the next attempt may be made, in milliseconds since 1970, 0 for at once; a
message that is dead waits for the operator and holds up nothing.
"""

import secrets
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    delete,
    exists,
    false,
    func,
    select,
    true,
    update,
)

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit

messages = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("message", Text, nullable=False, unique=True),
    Column("customer", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due", BigInteger, nullable=False),
    Column("is_dead", Boolean, nullable=False, server_default=false()),
    Column("failure", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
_c = messages.c
Index(
    "ix_outbox_customer_id",
    _c.customer,
    _c.id,
    sqlite_where=_c.is_dead.is_(false()),
    postgresql_where=_c.is_dead.is_(false()),
)

BATCH = 500
"""Messages in memory at a time while all are listed."""


class Message(NamedTuple):
    """A message. ``at`` is when it was written, ``failure`` what became of the last of the ``attempts``."""

    id: int
    message: str
    customer: int
    kind: str
    content: str
    at: str
    attempts: int
    due: int
    is_dead: bool
    failure: str


class Numbers(NamedTuple):
    """How many messages wait and how many are dead; ``oldest`` is when the oldest that waits was written, "" for none."""

    waiting: int
    dead: int
    oldest: str


_columns = [_c[name] for name in Message._fields]
_earlier = messages.alias("earlier")
_is_waiting = _c.is_dead.is_(false())
_is_behind = exists().where(
    _earlier.c.customer == _c.customer,
    _earlier.c.kind == _c.kind,
    _earlier.c.is_dead.is_(false()),
    _earlier.c.id < _c.id,
)
_one = _c.id == parameter("of")
_ADD = insertion(messages, without=("id",))
_DUE = Statement(
    select(*_columns)
    .where(_is_waiting, _c.due <= parameter("moment"), ~_is_behind)
    .order_by(_c.id)
    .limit(parameter("most"))
)
_ALL = Statement(select(*_columns).order_by(_c.id))
_READ = Statement(select(*_columns).where(_one))
_DEAD = Statement(select(_c.id).where(_c.is_dead.is_(true())).order_by(_c.id))
_REMOVE = Statement(delete(messages).where(_one))
_FAIL = Statement(
    update(messages)
    .where(_one)
    .values(
        attempts=_c.attempts + 1, due=parameter("next"), is_dead=parameter("gives_up"), failure=parameter("sentence")
    )
)
_RETRY = Statement(update(messages).where(_one).values(attempts=0, due=0, is_dead=false()))
_COUNT = Statement(select(_c.is_dead, func.count(), func.min(_c.at)).group_by(_c.is_dead))


def add(unit: Unit, customer: int, kind: str, content: str, at: str) -> str:
    """Have a message sent when the unit is committed; its id for receivers."""
    message = secrets.token_hex(16)
    unit.run(
        _ADD,
        message=message,
        customer=customer,
        kind=kind,
        content=content,
        at=at,
        attempts=0,
        due=0,
        is_dead=False,
        failure="",
    )
    return message


def due(unit: Unit, moment: int, most: int) -> list[Message]:
    """The first message of each customer and kind that is not dead, if it may be tried at a moment; at most so many."""
    return [Message(*row) for row in unit.all(_DUE, moment=moment, most=most)]


def every(unit: Unit) -> Iterator[list[Message]]:
    """All messages in their order, in lists."""
    for rows in unit.batches(_ALL, BATCH):
        yield [Message(*row) for row in rows]


def read(unit: Unit, id: int) -> Message | None:
    """A message; None when it is not there, or not any more."""
    row = unit.first(_READ, of=id)
    return None if row is None else Message(*row)


def dead(unit: Unit) -> list[int]:
    """The ids of those that are dead."""
    return [id for (id,) in unit.all(_DEAD)]


def remove(unit: Unit, id: int) -> None:
    """Forget a message, which was sent or is not wanted any more."""
    unit.run(_REMOVE, of=id)


def fail(unit: Unit, id: int, *, due: int, failure: str, is_dead: bool) -> None:
    """An attempt has failed: try again when it is ``due``, or never of oneself."""
    unit.run(_FAIL, of=id, next=due, sentence=failure, gives_up=is_dead)


def retry(unit: Unit, id: int) -> None:
    """Try a message at once, dead or waiting, with as many attempts as a new one."""
    unit.run(_RETRY, of=id)


def count(unit: Unit) -> Numbers:
    """What is in the outbox."""
    found = {bool(is_dead): (number, oldest) for is_dead, number, oldest in unit.all(_COUNT)}
    waiting, oldest = found.get(False, (0, ""))
    return Numbers(waiting, found.get(True, (0, ""))[0], oldest)
