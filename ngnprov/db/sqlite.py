# SPDX-License-Identifier: Apache-2.0
"""Connections to SQLite, and how a change gets the one lock for writing.

Only one thread of a process asks for the lock at a time (:mod:`ngnprov.db.turns`); the others that may have it are other
processes: a second worker, an import, a backup. SQLite cannot be told to wake somebody, so it is asked again and again. Its
own way of doing that, ``busy_timeout``, soon asks every 100 ms only, and then hardly ever meets the moments in which a busy
neighbour does not have the lock.
"""

import sqlite3
import time
from functools import partial
from typing import Any

from sqlalchemy import Engine, event

from ngnprov.db.failures import Transient, classify
from ngnprov.db.timeouts import Timeouts

PAUSES = (0.001, 0.001, 0.002, 0.002, 0.003, 0.005)
"""Seconds between the first attempts to get the lock; the last one stays."""


SYNCHRONOUS = "FULL"
"""Each COMMIT is on the disk before it is answered (https://sqlite.org/pragma.html#pragma_synchronous)."""


def limit(engine: Engine, timeouts: Timeouts) -> None:
    """Have ``engine`` make connections with our settings and these limits."""
    event.listen(engine, "connect", partial(_prepare, timeouts.lock))


def _prepare(lock_timeout: float, connection: Any, _record: object) -> None:
    assert isinstance(connection, sqlite3.Connection)
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={SYNCHRONOUS}",
        "foreign_keys=ON",
        f"busy_timeout={int(lock_timeout * 1000)}",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def take_any_text(connection: Any, any_text: bool) -> None:
    """Have texts that are no UTF-8, as others have written them, read with their bytes as lone surrogates (PEP 383); or not.

    It takes five times as long, so calls do without it.
    """
    connection.text_factory = _decoded if any_text else str


_decoded = partial(str, encoding="utf-8", errors="surrogateescape")


def refuse_at_once(connection: Any) -> None:
    """Let :func:`begin_immediate` do the waiting on this connection."""
    connection.execute("PRAGMA busy_timeout=0").close()


def begin_immediate(connection: Any, seconds: float) -> None:
    """Begin a transaction that holds the lock for writing. Raises the driver's exception when it is not free in time."""
    deadline = time.monotonic() + seconds
    for attempt in range(1 << 30):
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            pause = PAUSES[min(attempt, len(PAUSES) - 1)]
            if not isinstance(classify(error), Transient) or time.monotonic() + pause > deadline:
                raise
            time.sleep(pause)
        else:
            return
