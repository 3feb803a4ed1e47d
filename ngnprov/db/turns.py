# SPDX-License-Identifier: Apache-2.0
"""Whose turn it is to write: the changes of one process wait in the order in which they came, and none of them polls.

SQLite has one writer. Threads that all ask it for the lock would sleep and try again, some of them far too long; here they
queue, and only the first one asks. On PostgreSQL there are a few turns, as many as there are connections to write with.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

from ngnprov.db.failures import Transient


class Turns:
    """``count`` turns; at most ``queue`` threads wait for one."""

    def __init__(self, count: int, queue: int) -> None:
        self._free = count
        self._queue = queue
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._stuck: float | None = None
        self.moves = 0
        """How often a turn could be used."""

    def take(self, seconds: float, goes_on: Callable[[], bool] = lambda: False) -> None:
        """Wait for a turn, at most so long, and as long again whenever it ``goes_on``.

        Raises :class:`Transient`, at once when too many wait already.
        """
        with self._lock:
            if self._free:
                self._free -= 1
                if not self._free:
                    self._stuck = time.monotonic()
                return
            if len(self._waiting) >= self._queue:
                raise Transient(f"{self._queue} changes are waiting already")
            waiter = threading.Lock()
            waiter.acquire()
            self._waiting.append(waiter)
        while not waiter.acquire(timeout=max(seconds, 0)):
            if not goes_on():
                break
        else:
            return
        with self._lock:
            if waiter not in self._waiting:
                return  # the turn came at the last moment
            self._waiting.remove(waiter)
        raise Transient("other changes took too long")

    def give_back(self) -> None:
        """The turn goes to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
                self._stuck = None

    def moved(self) -> None:
        """Somebody who had a turn could use it."""
        with self._lock:
            self.moves += 1
            if self._stuck is not None:
                self._stuck = time.monotonic()

    @property
    def stuck_seconds(self) -> float:
        """For how long all turns have been taken and nobody could use theirs; 0 while one is free."""
        stuck = self._stuck
        return 0.0 if stuck is None else time.monotonic() - stuck
