# SPDX-License-Identifier: Apache-2.0
"""Denied calls and failed logins on their way into the journal (promise P27): who, from where, what, which code.

Whoever is denied waits for nothing and nobody: entries are written later (:mod:`ngnprov.db.ledgers.deferred`), in a unit of
their own. The log has its line already, whatever becomes of the entry. A flood makes no flood of entries: each source has
:data:`PER_SOURCE` a minute, all together :data:`AT_ALL`; and of logins that are refused because there were too many there is
one entry for each counter and window.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ngnprov import clock
from ngnprov.auth.alarms import Alarm
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import attempts, journal
from ngnprov.db.ledgers.deferred import Deferred, Words
from ngnprov.db.unit import Unit

log = logging.getLogger("ngnprov.auth")

PER_SOURCE: Final = 300
AT_ALL: Final = 3000
WAITING: Final = 1000
"""Entries that wait while the database takes none; of further ones there is the log line alone."""

_WORDS = Words(
    "denials",
    waiting="denied calls wait for their entry in the journal",
    missing="entries of denied calls are missing in the journal",
)


@dataclass(frozen=True, slots=True)
class Denial:
    """What becomes an entry: ``values`` are those of :func:`ngnprov.db.ledgers.journal.write`.

    ``counter`` is the login counter that is full (:class:`ngnprov.auth.throttle.Locked`), when that is the reason; ``alarm``
    is rung with the entry.
    """

    values: dict[str, Any]
    counter: tuple[str, str, int] | None = None
    alarm: Alarm | None = None
    at: str = field(default_factory=clock.now)


class Denials:
    """Writes entries of what was denied."""

    def __init__(self, database: Database) -> None:
        self._lock = threading.Lock()
        self._measure = _Measure()
        self._deferred = Deferred(database, _store, _WORDS, log, WAITING)

    def add(self, source: Hashable, denial: Denial) -> None:
        """Have an entry written soon; ``source`` is who makes too many of them, should there be too many."""
        with self._lock:
            place = self._measure.take(source)
        if place > PER_SOURCE:
            return
        if place == PER_SOURCE:
            after = {**(denial.values.get("after") or {}), "more": "until the minute is over, in the log only"}
            denial = replace(denial, values={**denial.values, "after": after})
        self._deferred.add(denial)

    def settle(self, timeout: float | None = None) -> None:
        """Wait until what was added is written, at most ``timeout`` seconds."""
        self._deferred.settle(timeout)


def _store(unit: Unit, denial: Denial) -> None:
    if denial.counter is None or attempts.tell(unit, *denial.counter):
        journal.write(unit, at=denial.at, **denial.values)
        if denial.alarm is not None:
            denial.alarm.ring(unit, denial.at)


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
