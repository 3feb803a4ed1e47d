# SPDX-License-Identifier: Apache-2.0
"""A database: where connections come from and how transactions begin on it.

SQLite: WAL, foreign keys on, synchronous=FULL, ``BEGIN IMMEDIATE`` for writing units (a read snapshot cannot be
upgraded while others write: promises.md B.2). PostgreSQL: READ COMMITTED with row locks for writing units, a REPEATABLE
READ snapshot for reading ones. Every thread holds one connection: fetching one from a pool costs as much as a query.
"""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from ngnprov.db.failures import Gone, StorageFailure, Transient, classify
from ngnprov.db.timeouts import Timeouts
from ngnprov.db.unit import Unit
from ngnprov.settings import Settings

Result = TypeVar("Result")

_BEGIN = {
    "sqlite": ("BEGIN", "BEGIN IMMEDIATE"),
    "postgresql": ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN ISOLATION LEVEL READ COMMITTED"),
}
_POSTGRESQL = "postgresql+psycopg"
_DRIVERS = {"sqlite": "sqlite", "postgresql": _POSTGRESQL, _POSTGRESQL: _POSTGRESQL}
TRIES = 5


class Database:
    """One database by SQLAlchemy URL (``sqlite:///path`` or ``postgresql+psycopg://...``).

    A SQLite file that is not there is never made by opening it (:func:`create_sqlite_file` does): a server whose file has
    gone would go on with an empty one.
    """

    def __init__(self, url: str, *, timeouts: Timeouts | None = None) -> None:
        timeouts = timeouts or Timeouts()
        self.url = parsed = parse_url(url)
        self.engine: Engine = create_engine(_existing(parsed), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self.dialect = self.engine.dialect
        self._begin_reading, self._begin_writing = _BEGIN[parsed.get_backend_name()]
        self._local = threading.local()
        self._open: list[Any] = []
        if self.is_sqlite:
            event.listen(self.engine, "connect", partial(_prepare_sqlite, timeouts.lock))
        else:
            from ngnprov.db import postgres

            postgres.limit(self.engine, timeouts)

    @property
    def is_sqlite(self) -> bool:
        """Is it a SQLite file?"""
        return self.url.get_backend_name() == "sqlite"

    def reading(self) -> Unit:
        """A unit that sees one snapshot and writes nothing. Close it, or use it as a context manager."""
        return self._unit(self._begin_reading)

    def writing(self) -> Unit:
        """A unit that holds the right to write. Leaving it without ``commit`` undoes everything."""
        return self._unit(self._begin_writing)

    def write(self, work: Callable[[Unit], Result]) -> Result:
        """Run ``work`` in a writing unit and commit, again when another transaction was in the way.

        ``work`` must have no effect outside the unit. Raises :class:`StorageFailure` or what ``work`` raises.
        """
        for attempt in range(1, TRIES + 1):
            try:
                with self.writing() as unit:
                    result = work(unit)
                    unit.commit()
                return result
            except Transient:
                if attempt == TRIES:
                    raise
                threading.Event().wait(0.002 * 4**attempt * (0.5 + threading.get_ident() % 97 / 97))
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Close every connection that any thread opened."""
        for connection in self._open:
            with suppress(Exception):  # a connection that is broken already is closed
                connection.close()
        self._open.clear()
        self._local = threading.local()
        self.engine.dispose()

    def _unit(self, begin: str) -> Unit:
        for first in (True, False):
            connection = self._connection()
            try:
                connection.execute(begin)
            except Exception as error:
                failure = classify(error)
                self._forget(connection)
                if isinstance(failure, Gone) and first:
                    continue  # nothing was sent yet: a new connection is as good
                raise failure from error
            return Unit(connection, self.dialect, self._forget)
        raise AssertionError("unreachable")

    def _connection(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            try:
                connection = self._connect()
            except Exception as error:
                raise classify(error) from error
            self._local.connection = connection
            self._open.append(connection)
        return connection

    def _connect(self) -> Any:
        """The driver's own connection, in autocommit mode: transactions begin and end by statements."""
        pooled = self.engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if self.is_sqlite:
            connection.isolation_level = None
        else:
            connection.autocommit = True
        return connection

    def _forget(self, connection: Any) -> None:
        """Drop a connection whose state is not known."""
        with suppress(Exception):  # it is broken; all that matters is that nobody gets it again
            connection.close()
        if connection in self._open:
            self._open.remove(connection)
        self._local.connection = None


def _existing(url: URL) -> URL:
    """The same database, as a SQLite URI that opens only a file that is there (sqlite.org/uri.html, 3.2 and 3.3)."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return url
    return url.set(database=f"file:{quote(url.database)}").update_query_dict({"mode": "rw", "uri": "true"})


def _prepare_sqlite(lock_timeout: int, connection: Any, _record: object) -> None:
    assert isinstance(connection, sqlite3.Connection)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={lock_timeout * 1000}",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def parse_url(url: str) -> URL:
    """A database URL with its driver. Raises :class:`StorageFailure`; the text goes on after the name of the setting.

    An ``@`` in a password would make its end a part of the host, which messages tell.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageFailure("is no database URL; an example is sqlite:///var/ngnprov.db") from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        known = ", ".join(_DRIVERS)
        raise StorageFailure(f"begins with {parsed.drivername}, for which there is no support; known are {known}")
    if driver == _POSTGRESQL and url.count("@") > 1:
        raise StorageFailure("has more than one @: in a user name or a password write it as %40")
    return parsed.set(drivername=driver)


def sqlite_file(url: str) -> Path | None:
    """The file that a SQLite URL names, None for other databases. Raises :class:`StorageFailure`."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        raise StorageFailure("names no file; a database in memory would lose everything")
    return Path(parsed.database)


def create_sqlite_file(path: Path) -> None:
    """Make an empty database of mode 600 unless there is one. SQLite gives the files beside it the same mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def open_database(settings: Settings, *, serving: bool = False) -> Database:
    """The database of the settings, for a command or for a server; makes no connection yet."""
    return Database(settings.database.url, timeouts=Timeouts.of(settings.database, serving=serving))
