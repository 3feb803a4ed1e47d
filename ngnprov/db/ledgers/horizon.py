# SPDX-License-Identifier: Apache-2.0
"""Up to which entry of the journal nothing is under way any more, without keeping anybody from writing.

On SQLite ids rise in the order of the COMMITs: what can be seen is settled. On PostgreSQL an id is taken before its
transaction ends, and even before that has a number of its own (xid). So ``pg_snapshot_xmin`` says too little, and it waits for
transactions of other databases, too. What each writer has before its id and keeps to its end is the lock of INSERT on the
table: once those are gone that had it when an id was there, no lower one can appear. (An id that is taken later is higher:
the sequence hands them out one by one.)
"""

from sqlalchemy import func, select, text

from ngnprov.db.ledgers.journal import entries
from ngnprov.db.statement import Statement
from ngnprov.db.unit import Unit

_NEWEST = Statement(select(func.coalesce(func.max(entries.c.id), 0)))
_WRITERS = Statement(
    text(
        "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND relation = 'journal'::regclass AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')"
    )
)


def newest(unit: Unit) -> int:
    """The highest entry that can be seen, 0 when there is none."""
    highest: int = unit.one(_NEWEST)[0]
    return highest


class Horizon:
    """The settled id, looked for again and again."""

    def __init__(self) -> None:
        self._settled = 0
        self._candidate = 0
        self._under_way: frozenset[str] = frozenset()

    def look(self, unit: Unit) -> int:
        """The highest id that is known to be settled. ``unit`` is a reading one that has read nothing yet.

        What is settled is in snapshots that are taken from now on, not in that of ``unit``.
        """
        seen = newest(unit)
        if unit.dialect_name != "postgresql" or seen <= self._settled:
            return seen
        writers = frozenset(row[0] for row in unit.all(_WRITERS))  # after the id was seen, not before
        if not writers:
            self._settled, self._candidate = seen, 0
        elif not self._candidate or not self._under_way & writers:
            self._settled = max(self._settled, self._candidate)
            self._candidate, self._under_way = seen, writers
        return self._settled
