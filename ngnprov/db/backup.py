# SPDX-License-Identifier: Apache-2.0
"""A consistent copy of a SQLite database, made while others read and write it."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ngnprov.db.failures import StorageFailure, classify
from ngnprov.disk import flush


def copy(source: Path, target: Path) -> None:
    """Copy ``source`` to the new file ``target``, which only its owner may read, and check the copy.

    The copy is one snapshot; in WAL mode no writer waits for it. ``target`` is empty until the copy beside it has been checked
    and is on the disk. Raises OSError (a file that is there is not overwritten) and :class:`StorageFailure`; neither file is
    left then.
    """
    part = target.with_name(f"{target.name}.part")
    with _new_file(target), _new_file(part):
        try:
            with contextlib.closing(_open(source)) as origin, contextlib.closing(_open(part)) as made:
                origin.backup(made)
                _check(made)
        except sqlite3.Error as error:
            raise classify(error) from error
        flush(part)
        part.replace(target)
        flush(target.parent)


def _open(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there: a mistyped path makes no empty database."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=15)


def _check(made: sqlite3.Connection) -> None:
    (told,) = made.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise StorageFailure(f"its copy fails the integrity check: {' '.join(told.split())}")


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[None]:
    """Make an empty file of mode 600, and remove it again when something fails."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
