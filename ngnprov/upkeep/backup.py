# SPDX-License-Identifier: Apache-2.0
"""A consistent copy of a SQLite database, made while others read and write it."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from ngnprov.db.disk import flush
from ngnprov.db.failures import StorageFailure, classify

_PAGES = 1024
"""Pages that are copied at a time: a few megabytes."""
_CHECKING = 50
"""Per cent that are done when the copy is made; to check it takes about as long."""


def copy(source: Path, target: Path, reach: Callable[[int], None] = lambda _: None) -> None:
    """Copy ``source`` to the new file ``target``, which only its owner may read, and check the copy.

    The copy is one snapshot; in WAL mode no writer waits for it. ``target`` is empty until the copy beside it has been checked
    and is on the disk. Raises OSError (a file that is there is not overwritten) and :class:`StorageFailure`; neither file is
    left then. ``reach`` is told how many per cent are done.
    """
    part = target.with_name(f"{target.name}.part")
    with _new_file(target), _new_file(part):
        try:
            with contextlib.closing(_open(source)) as origin, contextlib.closing(_open(part)) as made:
                _copy(origin, made, reach)
                _check(made)
                reach(100)
        except sqlite3.Error as error:
            raise classify(error) from error
        flush(part)
        part.replace(target)
        flush(target.parent)


def _copy(origin: sqlite3.Connection, made: sqlite3.Connection, reach: Callable[[int], None]) -> None:
    """Copy one snapshot, which the reading transaction keeps: without it, each change by others would begin the copy anew."""

    def report(_status: int, remaining: int, total: int) -> None:
        reach(_CHECKING * (total - remaining) // max(total, 1))

    origin.execute("BEGIN")
    origin.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    origin.backup(made, pages=_PAGES, progress=report, sleep=0)
    origin.execute("ROLLBACK")


def _open(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there: a mistyped path makes no empty database."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=15)


def _check(made: sqlite3.Connection) -> None:
    (result,) = made.execute("PRAGMA integrity_check(1)").fetchone()
    if result != "ok":
        raise StorageFailure(f"its copy fails the integrity check: {' '.join(result.split())}")


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[None]:
    """Make an empty file of mode 600, and remove it again when something fails."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
