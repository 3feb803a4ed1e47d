# SPDX-License-Identifier: Apache-2.0
"""Would a change succeed? Asked often, so nothing is stored, no lock is taken and no writer waits.

On SQLite a small transaction that is rolled back never leaves the cache, so that a full disk would not show; what a change
needs there is room beside the database, and that is tried. PostgreSQL refuses any UPDATE, even of no row, when it is a
standby or read-only.
"""

import tempfile
from pathlib import Path

from sqlalchemy import text

from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure, classified

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
