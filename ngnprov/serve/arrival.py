# SPDX-License-Identifier: Apache-2.0
"""Bodies on their way: how many there are, and how much of them lies on disk, in all and of each address.

A body holds a thread until it is whole, and what has come of a large one lies in a file, not in memory. Whoever sends his
slowly, or never to the end, could so keep everybody else from the threads and from the disk. He can have a part of both.
"""

import logging
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Final

from werkzeug.exceptions import ServiceUnavailable

from ngnprov.http.origin import is_within
from ngnprov.settings import Network

PIECE: Final = 64 * 1024
"""Bytes that are taken at once, and that a small body has at the most."""

MOST_OF_ONE: Final = 3 / 4
"""The part of the threads that bodies of one address may hold."""
MOST_ON_DISK: Final = 64
"""So many bodies of the greatest length may be on disk; those of one address are at most half of it."""

QUIET_SECONDS: Final = 10.0
"""Between two lines of the log about it."""

log = logging.getLogger(__name__)


class Arrivals:
    """Counts the bodies that arrive at a worker with ``threads``, each of at most ``max_request`` bytes.

    ``proxies`` send those of many: for them there is no limit of one address.
    """

    def __init__(self, threads: int, max_request: int, proxies: tuple[Network, ...]) -> None:
        self._most_of_one = int(threads * MOST_OF_ONE)
        self._most_bytes = MOST_ON_DISK * max_request
        self._proxies = proxies
        self._lock = threading.Lock()
        self._bodies: dict[str, int] = {}
        self._bytes: Counter[str] = Counter()
        self._all_bytes = 0
        self._quiet_until = 0.0

    def begin(self, address: str) -> None:
        """Note that a body of an address begins to arrive. Raises ServiceUnavailable when too many of its bodies do."""
        with self._lock:
            count = self._bodies.get(address, 0)
            if count < self._most_of_one or self._is_proxy(address):
                self._bodies[address] = count + 1
                return
        self._tell("bodies of one address")
        raise ServiceUnavailable("too many requests of this address are not complete", retry_after=1)

    def end(self, address: str) -> None:
        """Note that it has arrived, or never will."""
        with self._lock:
            count = self._bodies[address] - 1
            if count:
                self._bodies[address] = count
            else:
                del self._bodies[address]

    def hold(self, address: str, count: int) -> None:
        """Note so many bytes on disk. Raises ServiceUnavailable when there is no room for them."""
        with self._lock:
            own = self._bytes[address] + count
            is_room = self._all_bytes + count <= self._most_bytes
            if is_room and (own <= self._most_bytes // 2 or self._is_proxy(address)):
                self._bytes[address] = own
                self._all_bytes += count
                return
        self._tell("bytes of large requests")
        raise ServiceUnavailable("too many large requests are not complete", retry_after=1)

    def free(self, address: str, count: int) -> None:
        """Note that so many bytes are on disk no more."""
        with self._lock:
            self._all_bytes -= count
            self._bytes[address] -= count
            if not self._bytes[address]:
                del self._bytes[address]

    def _tell(self, what: str) -> None:
        """To the log, now and then: whoever floods this server does not flood its log."""
        moment = time.monotonic()
        with self._lock:
            if moment < self._quiet_until:
                return
            self._quiet_until = moment + QUIET_SECONDS
        log.warning("overload: too many %s are not complete, a request was refused", what)

    def _is_proxy(self, address: str) -> bool:
        return bool(self._proxies) and is_within(address, self._proxies)


class LargeBody:
    """A body of an address on disk, until it is closed."""

    def __init__(self, arrivals: Arrivals, address: str) -> None:
        self._arrivals = arrivals
        self._address = address
        self._file: IO[bytes] | None = None
        self.length = 0

    def take(self, first: bytes, read: Callable[[int], bytes], most: int) -> None:
        """Take the ``first`` bytes and what arrives behind them, up to ``most`` in all. Raises ServiceUnavailable."""
        self._add(first)
        while self.length < most and (piece := read(min(PIECE, most - self.length))):
            self._add(piece)

    def whole(self) -> bytes:
        """All of it."""
        assert self._file is not None
        self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        """Remove it."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        self._arrivals.free(self._address, self.length)
        self.length = 0

    def _add(self, piece: bytes) -> None:
        self._arrivals.hold(self._address, len(piece))
        self.length += len(piece)
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="ngnprov-body-")  # noqa: SIM115  closed by close()
            self._file.write(piece)
        except OSError as error:
            raise ServiceUnavailable("there is no room for large requests", retry_after=1) from error
