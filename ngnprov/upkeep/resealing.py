# SPDX-License-Identifier: Apache-2.0
"""From an old key to a new one: how many values each key seals, sealing anew, and what does not open at all.

Values are found by the declarations of their columns, whatever port they are of.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.port import declared_tables
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import journal
from ngnprov.db.unit import Row, Unit
from ngnprov.errors import InternalFailure
from ngnprov.sealing.columns import SealContext, SealedColumn, sealed_columns
from ngnprov.sealing.keys import Keys, key_of

RESEAL = Task(name="keys reseal")

ROWS = 500
"""Rows of one transaction; others wait for it no longer than for a call."""


@dataclass(slots=True)
class Resealed:
    """What became of the values of one column that another key had sealed: how many are sealed anew, and which do not open."""

    column: str
    count: int = 0
    shut: list[SealContext] = field(default_factory=list)


def counts(unit: Unit) -> Counter[str]:
    """By the id of a key, how many values it seals."""
    return Counter(key_of(value) for column in _columns() for value, _ in column.values(unit))


def needed(database: Database) -> list[str]:
    """The ids of the keys without which something in a database does not open, also in one of an older schema."""
    found: Counter[str] = Counter()
    with database.reading() as unit:
        for column in _columns():
            if column.is_in(unit):
                found.update(key_of(value) for value, _ in column.values(unit) if isinstance(value, bytes))
    return sorted(found)


def last_resealed(unit: Unit) -> str:
    """When ``keys reseal`` last changed something; "" for never, as far as the journal reaches."""
    return journal.last(unit, RESEAL.name)


def unopened(unit: Unit, keys: Keys) -> Iterator[str]:
    """A sentence for each sealed value that does not open; few values are in memory at a time."""
    for column in _columns():
        for value, context in column.values(unit):
            try:
                keys.open(value, context)
            except InternalFailure as failure:
                yield f"the secret {context} does not open: {failure.text}"


def reseal(operator: Operator) -> Iterator[Resealed]:
    """Seal with the first key what others have sealed, and tell of each batch as it is done.

    Each batch is a transaction with its entry in the journal. What was done before an interruption stays done.
    """
    for column in _columns():
        after: Row | None = None
        while True:
            done, after = operator.run(RESEAL, partial(_batch, column, after))
            if after is None:
                break
            yield done


def _batch(column: SealedColumn, after: Row | None, call: Call) -> tuple[Resealed, Row | None]:
    keys, done = call.context.keys, Resealed(column.name)
    first = keys.ids[0]

    def change(sealed: bytes, context: SealContext) -> bytes:
        if key_of(sealed) == first:
            return sealed
        if not keys.opens(sealed, context):
            done.shut.append(context)
            return sealed
        done.count += 1
        return keys.seal(keys.open(sealed, context), context)

    last = column.change(call.unit, change, after, ROWS)
    if done.count:
        call.journal_entry(f"key {first}", after={column.name: done.count})
    return done, last


def _columns() -> list[SealedColumn]:
    return sealed_columns(declared_tables())
