# SPDX-License-Identifier: Apache-2.0
"""Connections that nobody uses at the moment.

There are as many as there were units of work at a time, whatever the number of threads. The one given back last is taken
first: its caches are warm, and what a burst needed beyond that is found at the bottom and closed. Taking one costs as much as
to pop a list; a pool of SQLAlchemy costs as much as a query.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class Pool:
    """Connections that ``connect`` makes; with ``idle`` those that were not used for so many seconds are closed."""

    def __init__(self, connect: Callable[[], Any], idle: float | None = None) -> None:
        self._connect = connect
        self._idle = idle
        self._unused: list[tuple[Any, float]] = []
        self._timer: threading.Timer | None = None
        self._setting = threading.Lock()

    def take(self) -> Any:
        """A connection for the caller alone; raises what ``connect`` raises."""
        try:
            return self._unused.pop()[0]
        except IndexError:
            return self._connect()

    def give_back(self, connection: Any) -> None:
        """The connection is between two transactions and works."""
        self._unused.append((connection, time.monotonic()))
        if self._timer is None and self._idle is not None:
            self._wait(self._idle)

    def close(self) -> None:
        """Close the connections that nobody uses."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._close_before(float("inf"))

    def _wait(self, seconds: float) -> None:
        with self._setting:
            if self._timer is not None:
                return  # another thread was quicker
            self._timer = threading.Timer(seconds, self._close_idle)
            self._timer.daemon = True
            self._timer.start()

    def _close_idle(self) -> None:
        """What the timer does: close what has been idle for long, and come again while there is any other."""
        assert self._idle is not None
        self._close_before(time.monotonic() - self._idle)
        self._timer = None
        unused = self._unused[:1]
        if unused:
            self._wait(max(unused[0][1] + self._idle - time.monotonic(), self._idle / 10))

    def _close_before(self, moment: float) -> None:
        """From the bottom, where those are that were not needed longest. Other threads take and give back meanwhile."""
        while (unused := self._unused[:1]) and unused[0][1] <= moment:
            with suppress(ValueError):  # somebody took it
                self._unused.remove(unused[0])
                discard(unused[0][0])


def discard(connection: Any) -> None:
    """Close a connection, broken or not."""
    with suppress(Exception):  # it is broken; all that matters is that nobody gets it again
        connection.close()
