# SPDX-License-Identifier: Apache-2.0
r"""Ways back: for each entry of a change the calls that undo it. Whoever writes the entry names these :class:`Step`\ s, and
:mod:`ngnprov.calls.reverting` makes them.

Steps without secrets stand in the entry itself. Those with secrets are kept here, sealed, and only for as long as undo is
possible: a row belongs to the entry that stands at the same ``place`` among those of its transaction, from 1 on.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Integer, Table, Text, delete, select

from ngnprov.db.columns import metadata, secret_names
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.sealing.columns import Sealed

STEPS = Sealed("undo.steps", by="{transaction}/{place}")
"""They hold passwords, where the journal has stars."""

PART = "[]"
"""In the place of steps: the entry tells of a part of another change of the transaction, and is undone with that one."""

_DECIMAL, _RESULT = "$decimal", "$result"

ways = Table(
    "undo",
    metadata,
    Column("at", Text, primary_key=True),
    Column("transaction", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    STEPS.column(),
    sqlite_with_rowid=False,  # one tree and no index: every change writes a row
)


@dataclass(frozen=True, slots=True)
class Result:
    """In the place of an argument: a member of what an earlier step answered, such as the number of a record made again."""

    step: int
    member: str


@dataclass(frozen=True, slots=True)
class Step:
    """A call that undoes a change, or a part of it: an operation of a port, by name, and its arguments as they are read.

    ``arguments`` are by the names of the operation's parameters, records as dicts of the members that are given.
    ``is_secret``: they hold secrets under a name that does not say so.
    """

    port: str
    operation: str
    arguments: Mapping[str, Any]
    is_secret: bool = False


Undo = Sequence[Step] | Callable[[], Sequence[Step]]
"""Steps, or what makes them when they are kept. It raises InternalFailure when a former secret does not open any more."""


def to_text(steps: Sequence[Step]) -> str:
    """Steps as they are sealed."""
    return _encode([[step.port, step.operation, step.arguments] for step in steps])


def hold_secrets(steps: Sequence[Step], text: str) -> bool:
    """Is there a secret among the arguments, by what the columns of their names declare? ``text`` is the steps as one."""
    return any(step.is_secret for step in steps) or _secret(secret_names()).search(text) is not None


@lru_cache(maxsize=4)
def _secret(names: Set[str]) -> re.Pattern[str]:
    """A member of one of these names that is not empty; in what is written as JSON, no value can look like one."""
    return re.compile(rf'"(?:{"|".join(map(re.escape, sorted(names)))})": (?!""|null)')


def from_text(text: str) -> list[Step]:
    """Steps that were sealed."""
    return [Step(port, name, arguments) for port, name, arguments in json.loads(text, object_hook=_marked)]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, Result):
        return {_RESULT: [value.step, value.member]}
    raise TypeError(f"an argument of an undo is a {type(value).__name__}")


_encode = json.JSONEncoder(default=_plain).encode


def _marked(value: dict[str, Any]) -> Any:
    if _DECIMAL in value:
        return Decimal(value[_DECIMAL])
    return Result(*value[_RESULT]) if _RESULT in value else value


_c = ways.c
_ADD = insertion(ways)
_GET = Statement(
    select(_c.steps).where(
        _c.at == parameter("at"), _c.transaction == parameter("transaction"), _c.place == parameter("place")
    )
)
_OLD = Statement(select(_c.at).where(_c.at < parameter("before")).order_by(_c.at).limit(1).offset(parameter("most")))
_FORGET = Statement(delete(ways).where(_c.at < parameter("before")))
_FORGET_TO = Statement(delete(ways).where(_c.at <= parameter("until")))


def add(unit: Unit, transaction: str, place: int, *, at: str, steps: bytes) -> None:
    """Keep the way back of an entry."""
    unit.run(_ADD, transaction=transaction, place=place, at=at, steps=steps)


def get(unit: Unit, transaction: str, place: int, *, at: str) -> bytes | None:
    """The sealed steps of an entry, None when none are kept."""
    row = unit.first(_GET, at=at, transaction=transaction, place=place)
    return None if row is None else row[0]


def forget_old(unit: Unit, before: str, most: int) -> int:
    """Remove ways that are older than a moment, so many at a time or all of one moment; how many."""
    row = unit.first(_OLD, before=before, most=most - 1)
    return unit.run(_FORGET, before=before) if row is None else unit.run(_FORGET_TO, until=row[0])
