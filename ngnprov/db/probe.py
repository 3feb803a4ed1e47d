# SPDX-License-Identifier: Apache-2.0
"""Would a change succeed, and soon? Asked often, so nothing is stored and no writer is held up.

On SQLite a small transaction that is rolled back never leaves the cache, so that a full disk would not show; what a change
needs there is room beside the database, and that is tried. Whether the lock can be had shows only when it is taken: for some
microseconds, and never by waiting. PostgreSQL refuses any UPDATE, even of no row, when it is a standby or read-only.
"""

import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import text

from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure, Transient, classified, classify

ROOM = 256 * 1024
"""Bytes; a change of ordinary size appends less to the write-ahead log."""


def try_to_write(database: Database) -> None:
    """Raise :class:`StorageFailure` when changes cannot be stored now."""
    if database.is_sqlite:
        _try_room(Path(database.url.database or "").parent)
        return
    with classified(), database.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = version_num WHERE false"))


def _try_room(directory: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=directory, buffering=0) as file:
            left = ROOM
            while left:
                left -= file.write(bytes(left))
    except OSError as error:
        raise StorageFailure(f"nothing can be written beside it: {error.strerror}") from error


class Standstill:
    """For how long nothing could be written: the lock was held whenever it was looked at, and nobody committed.

    ``database`` is for looking only, the changes are made through ``serving``. A lock that is held at the moment says little:
    another process may be writing one small change after the other.
    """

    def __init__(self, database: Database, serving: Database) -> None:
        self._database = database
        self._serving = serving
        self._since: float | None = None
        self._seen: tuple[Any, int] = (None, 0)

    def seconds(self) -> float:
        """0 when a change could begin now."""
        if not self._database.is_sqlite:
            return self._serving.stuck_seconds
        with self._database.lent() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()  # another one after somebody's COMMIT
            if _lock_is_free(connection):
                self._since = None
                return 0.0
        seen, now = (connection, version), time.monotonic()
        if self._since is None or seen != self._seen:
            self._since, self._seen = now, seen
        return max(now - self._since, self._serving.stuck_seconds)


def _lock_is_free(connection: sqlite3.Connection) -> bool:
    """Asked in no time: who waits for the lock, waits for others."""
    ((before,),) = connection.execute("PRAGMA busy_timeout").fetchall()
    connection.execute("PRAGMA busy_timeout=0").close()
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        failure = classify(error)
        if isinstance(failure, Transient):
            return False
        raise failure from error
    else:
        connection.execute("ROLLBACK")
        return True
    finally:
        connection.execute(f"PRAGMA busy_timeout={before}").close()
