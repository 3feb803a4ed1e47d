# SPDX-License-Identifier: Apache-2.0
"""How many calls of a process run at a time: few threads compute fastest, since one at a time runs Python.

A permit is for running. Whoever waits for something else, the turn to write for instance, holds none meanwhile, so that
calls that need not wait go on.
"""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

Tokens = queue.SimpleQueue[None]


def tokens(count: int) -> Tokens:
    """A semaphore; a SimpleQueue is one in C and wakes its waiters faster than threading.Semaphore."""
    made: Tokens = queue.SimpleQueue()
    for _ in range(count):
        made.put(None)
    return made


class _Mine(threading.local):
    """What the running thread has."""

    holds = False


class Permits:
    """``count`` permits, each held by one thread at a time and by a thread at most once."""

    def __init__(self, count: int) -> None:
        self._free = tokens(count)
        self._mine = _Mine()

    def take(self) -> None:
        """Wait for a permit."""
        self._free.get()
        self._mine.holds = True

    def give_back(self) -> None:
        """Let another thread run; does nothing for a thread that holds no permit."""
        if self._mine.holds:
            self._mine.holds = False
            self._free.put(None)

    @contextmanager
    def aside(self, *, back: bool) -> Iterator[None]:
        """Hold no permit for a while, and with ``back`` wait for one at the end, if there was one to begin with."""
        held = self._mine.holds
        self.give_back()
        try:
            yield
        finally:
            if held and back:
                self.take()

    @property
    def free(self) -> int:
        """How many nobody holds."""
        return self._free.qsize()
