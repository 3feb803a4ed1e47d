# SPDX-License-Identifier: Apache-2.0
"""Seals the journal: gives each entry its link in the chain of its reseller, in the order of the ids (promise P28).

Whoever writes an entry writes it alone, and waits for nobody. One sealer at a time comes behind them. What was sealed up to an
id stays sealed up to there: an entry without a link below the highest one that has one was put there afterwards.
"""

import logging
import re
import time
from collections.abc import Iterator

from ngnprov.auth.actors import Directory
from ngnprov.calls.port import find_directory, find_ports
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import links
from ngnprov.db.ledgers.hashes import FIRST, content, hash_of
from ngnprov.db.ledgers.horizon import Horizon, newest
from ngnprov.db.ledgers.journal import entries
from ngnprov.db.ledgers.links import Link
from ngnprov.db.unit import Row, Unit

log = logging.getLogger("ngnprov.journal")

BATCH = 1000
"""Entries sealed in one transaction."""
PAUSE = 0.01
"""Seconds between two transactions, in which other processes get the lock of SQLite."""
PATIENCE = 5.0
"""Seconds that a command waits for entries under way."""

_NOT_KNOWN = -1
_KNOWN = 100_000
"""Customers whose reseller, and streams whose last link, are remembered: a few megabytes of each."""

_HIMSELF = re.compile(r"customer (\d{1,9})")
"""The subject of a change of a customer."""

_ID, _SUBJECT, _CUSTOMER, _RESELLER = map(entries.c.keys().index, ("id", "subject", "customer", "reseller"))


class Sealer:
    """Seals what is settled whenever it is asked to; one process keeps one, and several may be at work."""

    def __init__(self, database: Database, directory: Directory) -> None:
        """``directory`` tells the reseller of a customer where an entry names only that one."""
        self._database = database
        self._directory = directory
        self._horizon = Horizon()
        self._told: set[int] = set()
        self._top = _NOT_KNOWN  # what is remembered as last is so when this is the highest sealed entry
        self._last: dict[int, tuple[int, str]] = {}

    def seal(self) -> Iterator[int]:
        """Seal what is settled by now, and tell of each transaction how many entries; it may be left between two.

        On PostgreSQL entries beside others that were under way are settled when it is called again. Raises
        :class:`~ngnprov.db.failures.StorageFailure`.
        """
        with self._database.reading() as unit:
            horizon = self._horizon.look(unit)
        with self._database.reading() as unit:
            self._tell_late(links.late(unit))
        resellers: dict[int, int] = {}
        while sealed := self._seal_some(horizon, resellers):
            yield sealed
            if sealed < BATCH:
                return
            time.sleep(PAUSE)

    def _seal_some(self, horizon: int, resellers: dict[int, int]) -> int:
        """Links are made on a snapshot and added in a transaction that does nothing else: it is short."""
        with self._database.reading(any_text=True) as unit:
            top = links.top(unit)
            if top != self._top or len(self._last) > _KNOWN:
                self._last.clear()  # another one has sealed
            self._top = _NOT_KNOWN
            made = self._links(unit, links.fresh(unit, top, horizon, BATCH), resellers)
        if not made:
            self._top = top
        elif self._database.write(lambda unit: links.append(unit, top, made)):
            self._top = made[-1].entry
            return len(made)
        return 0

    def _links(self, unit: Unit, rows: list[Row], resellers: dict[int, int]) -> list[Link]:
        """The links of entries, which are remembered as if they were there already."""
        made: list[Link] = []
        for row in rows:
            stream = self._stream(unit, row, resellers)
            number, before = self._last.get(stream) or links.last(unit, stream) or (0, FIRST)
            hash = hash_of(before, stream, number + 1, content(row))
            self._last[stream] = (number + 1, hash)
            made.append(Link(row[_ID], stream, number + 1, hash))
        return made

    def _stream(self, unit: Unit, row: Row, resellers: dict[int, int]) -> int:
        """The reseller that the entry names, else that of its customer or of the one whom it is about, else 0.

        What an intruder has written into SQLite, whose columns take values of any type, names nobody.
        """
        reseller, customer = (value if type(value) is int else 0 for value in (row[_RESELLER], row[_CUSTOMER]))
        if not customer and isinstance(row[_SUBJECT], str) and (himself := _HIMSELF.fullmatch(row[_SUBJECT])):
            customer = int(himself[1])
        if reseller or not customer:
            return reseller
        if customer not in resellers:
            if len(resellers) >= _KNOWN:
                resellers.clear()
            found = self._directory.by_id(unit, customer)
            resellers[customer] = found.reseller if found is not None else 0
        return resellers[customer]

    def _tell_late(self, late: list[int]) -> None:
        new = set(late) - self._told
        if new:
            log.error("entries were put into the journal afterwards", extra={"entries": sorted(new)})
        self._told = set(late)


def seal(database: Database) -> Iterator[int]:
    """Seal everything that is there, for a command; tell of each transaction how many entries.

    What is under way is waited for :data:`PATIENCE` seconds, and what is above it stays unsealed then.
    """
    sealer = Sealer(database, find_directory(find_ports()))
    with database.reading() as unit:
        wanted = newest(unit)
    deadline = time.monotonic() + PATIENCE
    while True:
        yield from sealer.seal()
        with database.reading() as unit:
            if links.top(unit) >= wanted:
                return
        if time.monotonic() > deadline:
            return
        time.sleep(PAUSE)
