# SPDX-License-Identifier: Apache-2.0
"""Denied calls and failed logins on their way into the journal (promise P27): who, from where, what, which code.

Whoever is denied waits for nothing and nobody: entries queue up, and a thread writes all that are waiting in one unit of their
own. It is there while there is something to write. The log has its line already, whatever becomes of the entry. A flood
makes no flood of entries: each source has :data:`PER_SOURCE` a minute, all together :data:`AT_ALL`; and of logins that are
refused because there were too many there is one entry for each counter and window.
"""

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final

from ngnprov import clock
from ngnprov.db import attempts, journal
from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure
from ngnprov.db.unit import Unit
from ngnprov.errors import Refusal

log = logging.getLogger("ngnprov.auth")

PER_SOURCE: Final = 300
AT_ALL: Final = 3000
WAITING: Final = 1000
"""Entries that wait while the database takes none; of further ones there is the log line alone."""

PAUSE: Final = 1.0
"""Seconds between two tries while the database takes no entry."""


@dataclass(frozen=True, slots=True)
class Denial:
    """What becomes an entry: ``values`` are those of :func:`ngnprov.db.journal.write`.

    ``counter`` is the login counter that is full (:class:`ngnprov.auth.throttle.Locked`), when that is the reason.
    """

    values: dict[str, Any]
    counter: tuple[str, str, int] | None = None
    at: str = field(default_factory=clock.now)


class Denials:
    """Writes entries of what was denied."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._waiting: deque[Denial] = deque()
        self._writer: threading.Thread | None = None
        self._measure = _Measure()
        self._left_out = 0

    def add(self, source: Hashable, denial: Denial) -> None:
        """Have an entry written soon; ``source`` is who makes too many of them, should there be too many."""
        with self._lock:
            place = self._measure.take(source)
            if place > PER_SOURCE:
                return
            if place == PER_SOURCE:
                after = {**(denial.values.get("after") or {}), "more": "until the minute is over, in the log only"}
                denial = Denial({**denial.values, "after": after}, denial.counter)
            if len(self._waiting) >= WAITING:
                self._left_out += 1
                return
            self._waiting.append(denial)
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_all, name="denials")
                self._writer.start()

    def settle(self, timeout: float | None = None) -> None:
        """Wait until what was added is written, at most ``timeout`` seconds."""
        writer = self._writer
        if writer is not None:
            writer.join(timeout)

    def _write_all(self) -> None:
        """Write until nothing is left. It is no daemon: a process that ends waits for it."""
        while True:
            with self._lock:
                batch = list(self._waiting)
                if not batch:
                    self._writer = None
                    return
            is_done = _is_stored(self._database, batch)
            with self._lock:
                if is_done or not threading.main_thread().is_alive():
                    for _ in batch:
                        self._waiting.popleft()
                    self._tell_left_out(0 if is_done else len(batch))
                    continue
            time.sleep(PAUSE)

    def _tell_left_out(self, lost: int) -> None:
        """Say in the log how many entries are missing, when the database takes some again or the process ends."""
        missing, self._left_out = self._left_out + lost, 0
        if missing:
            log.error("entries of denied calls are missing in the journal", extra={"count": missing})


def _is_stored(database: Database, batch: list[Denial]) -> bool:
    """Write a batch; False when the database does not take it now."""
    try:
        database.write(lambda unit: _store(unit, batch))
    except (StorageFailure, Refusal) as failure:
        log.warning("denied calls wait for their entry in the journal: %s", failure, extra={"count": len(batch)})
        return False
    return True


def _store(unit: Unit, batch: list[Denial]) -> None:
    for denial in batch:
        if denial.counter is None or attempts.tell(unit, *denial.counter):
            journal.write(unit, at=denial.at, **denial.values)


class _Measure:
    """How many entries each source has made in this minute."""

    def __init__(self, minutes: Callable[[], float] = lambda: time.monotonic() // 60) -> None:
        self._minutes = minutes
        self._minute = -1.0
        self._made: Counter[Hashable] = Counter()
        self._all = 0

    def take(self, source: Hashable) -> int:
        """The place of one more among those of its source; beyond PER_SOURCE when there are too many of all."""
        minute = self._minutes()
        if minute != self._minute:
            self._minute, self._all = minute, 0
            self._made.clear()
        if self._all >= AT_ALL:
            return PER_SOURCE + 1
        self._made[source] += 1
        if self._made[source] <= PER_SOURCE:
            self._all += 1
        return self._made[source]
