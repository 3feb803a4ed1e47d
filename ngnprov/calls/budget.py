# SPDX-License-Identifier: Apache-2.0
"""A budget of changes for each login, so that one portal cannot starve the others (request.md 8).

It is a token bucket, kept as one number (GCRA): the moment at which the bucket would be full again. All workers of a server
share it, as a table in a file that each maps into its memory; a login has a place among eight that its digest says, of which
the one that is full longest is given away. Locks are those of the kernel, which it gives up for whoever is killed.
"""

import contextlib
import fcntl
import hashlib
import math
import mmap
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ngnprov.errors import BudgetUsed

_ROW: Final = struct.Struct("=8sd")
_WAYS: Final = 8
_GROUPS: Final = 4096
_SET: Final = _ROW.size * _WAYS
SIZE: Final = _SET * _GROUPS
"""Octets of the table: half a megabyte, for 32,768 logins within one burst."""


class Budget:
    """``rate`` changes a second for each login, and ``burst`` at once; a rate of 0 counts nothing.

    ``file`` is that of all workers, None for a process alone. ``clock`` gives seconds, the same in all processes.
    """

    def __init__(
        self, rate: int, burst: int, file: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._interval = 1 / rate if rate else 0.0
        self._most = self._interval * burst
        self._clock = clock
        self._mutex = threading.Lock()
        self._file = -1 if file is None or not rate else os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if self._file >= 0:
            os.ftruncate(self._file, SIZE)
        self._table = mmap.mmap(self._file, SIZE) if rate else None

    def take(self, login: str) -> None:
        """Count a change. Raises BudgetUsed (906) with the seconds after which another one may be tried."""
        table = self._table
        if table is None:
            return
        digest = hashlib.blake2b(login.encode(), digest_size=8).digest()
        start = int.from_bytes(digest[:4], "big") % _GROUPS * _SET
        with self._mutex, self._locked(start):
            now = self._clock()
            place, full = _find(table, start, digest)
            full = max(full, now) + self._interval
            if full - now <= self._most + self._interval / 1000:
                _ROW.pack_into(table, place, digest, full)
                return
        raise BudgetUsed(
            "this login has made too many changes in a short time; try again later",
            retry_after=max(1, math.ceil(full - now - self._most)),
        )

    @contextlib.contextmanager
    def _locked(self, start: int) -> Iterator[None]:
        """Keep other processes from the places of a login."""
        if self._file < 0:
            yield
            return
        fcntl.lockf(self._file, fcntl.LOCK_EX, _SET, start)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, _SET, start)


def _find(table: mmap.mmap, start: int, digest: bytes) -> tuple[int, float]:
    """Where a login is, or is to be, and when its bucket is full; 0.0 for one that is not there."""
    rows = [(*_ROW.unpack_from(table, place), place) for place in range(start, start + _SET, _ROW.size)]
    for held, full, place in rows:
        if held == digest:
            return place, full
    return min((full, place) for _, full, place in rows)[1], 0.0
