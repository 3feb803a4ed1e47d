# SPDX-License-Identifier: Apache-2.0
"""Numbers of objects: never reused, whatever is deleted, and above any number that a caller chose."""

from sqlalchemy import BigInteger, Column, Table, Text, case, select, update

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, insertion_if_new, parameter
from ngnprov.db.unit import Unit

sequences = Table(
    "sequences",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

HIGHEST_CHOSEN = 2_000_000_000
"""Numbers that a caller chooses end here, so that some are left for later objects."""

_last = sequences.c.last
_NEXT = Statement(
    update(sequences)
    .where(sequences.c.kind == parameter("kind"))
    .values(last=_last + parameter("count"))
    .returning(_last)
)
_PUSH = Statement(
    update(sequences)
    .where(sequences.c.kind == parameter("kind"))
    .values(last=case((_last < parameter("at_least"), parameter("at_least")), else_=_last))
)
_CREATE = insertion_if_new(sequences)
_READ = Statement(select(_last).where(sequences.c.kind == parameter("kind")))


def take(unit: Unit, kind: str, count: int = 1) -> int:
    """The next number of ``kind``, or the first of the next ``count``; the first ever is 1."""
    row = unit.first(_NEXT, kind=kind, count=count)
    if row is None:
        unit.run(_CREATE[unit.dialect_name], kind=kind, last=0)
        row = unit.one(_NEXT, kind=kind, count=count)
    last: int = row[0]
    return last - count + 1


def skip_to(unit: Unit, kind: str, chosen: int) -> None:
    """Let no later number of ``kind`` be ``chosen`` or below."""
    unit.run(_CREATE[unit.dialect_name], kind=kind, last=0)
    unit.run(_PUSH, kind=kind, at_least=chosen)


def last(unit: Unit, kind: str) -> int:
    """The last number of ``kind``; 0 when there was none."""
    row = unit.first(_READ, kind=kind)
    return 0 if row is None else row[0]
