# SPDX-License-Identifier: Apache-2.0
"""A database: where connections come from and how transactions begin on it.

SQLite: WAL, foreign keys on, synchronous=FULL, ``BEGIN IMMEDIATE`` for writing units (a read snapshot cannot be
upgraded while others write: promises.md B.2). PostgreSQL: READ COMMITTED with row locks for writing units, a REPEATABLE
READ snapshot for reading ones. A unit of work has a connection from its beginning to its end and no longer, so that there are
as many as run at a time; the units that write do so in turn (:mod:`ngnprov.db.turns`).
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from ngnprov.db import sqlite
from ngnprov.db.failures import Gone, StorageFailure, Transient, classify
from ngnprov.db.permits import Permits
from ngnprov.db.pool import Pool, discard
from ngnprov.db.statement import Statement
from ngnprov.db.timeouts import TRIES, Timeouts
from ngnprov.db.turns import Turns
from ngnprov.db.unit import Row, Unit
from ngnprov.settings import Settings

Result = TypeVar("Result")

_BEGIN_READING = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
_POSTGRESQL = "postgresql+psycopg"
_DRIVERS = {"sqlite": "sqlite", "postgresql": _POSTGRESQL, _POSTGRESQL: _POSTGRESQL}

MANY = 1000
"""Turns to write where nothing limits them: a command on PostgreSQL."""

WAITING = 320
"""Threads that may wait for their turn to write; beyond that a change is refused at once. More than a worker has clients
(promise P31), and fewer than it has threads."""


class _Mine(threading.local):
    """How many seconds the call that runs in this thread may still wait; None between two calls."""

    patience: float | None = None


class Database:
    """One database by SQLAlchemy URL (``sqlite:///path`` or ``postgresql+psycopg://...``).

    A SQLite file that is not there is never made by opening it (:func:`create_sqlite_file` does): a server whose file has
    gone would go on with an empty one. ``writers`` is how many units may write at a time on PostgreSQL; who waits for a turn
    to write holds none of ``permits`` meanwhile.
    """

    def __init__(
        self, url: str, *, timeouts: Timeouts | None = None, writers: int = MANY, permits: Permits | None = None
    ) -> None:
        self._timeouts = timeouts = timeouts or Timeouts()
        self.url = parsed = parse_url(url)
        options = {"check_same_thread": False} if self.is_sqlite else {}
        self.engine: Engine = create_engine(
            _existing(parsed), poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=options
        )
        self.dialect = self.engine.dialect
        begin = _BEGIN_READING[parsed.get_backend_name()]
        self._begin_reading: Callable[[Any], object] = lambda connection: connection.execute(begin)
        self._begin_writing: Callable[[Any, float], None]
        self._readers = Pool(self._connect, timeouts.idle)
        if self.is_sqlite:
            sqlite.limit(self.engine, timeouts)
            self._begin_writing = sqlite.begin_immediate
            self._writers, writers = Pool(self._connect_writer, timeouts.idle), 1
        else:
            from ngnprov.db import postgres

            postgres.limit(self.engine, timeouts)
            self._begin_writing = postgres.begin_writing(timeouts)
            self._writers = self._readers
        self._turns = Turns(writers, WAITING)
        self._permits = permits or Permits(0)
        self._mine = _Mine()

    @property
    def is_sqlite(self) -> bool:
        """Is it a SQLite file?"""
        return self.url.get_backend_name() == "sqlite"

    @property
    def stuck_seconds(self) -> float:
        """For how long no change of this process has got anywhere although some are waiting; 0 when one could begin."""
        return self._turns.stuck_seconds

    def reading(self, *, any_text: bool = False) -> Unit:
        """A unit that sees one snapshot and writes nothing. Close it, or use it as a context manager.

        With ``any_text`` one that reads what is no UTF-8, too, which an intruder can put into SQLite.
        """
        connection = self._begun(self._readers, self._begin_reading)
        if not any_text or not self.is_sqlite:
            return Unit(connection, self.dialect, self._end_reading)
        sqlite.take_any_text(connection, True)
        return Unit(connection, self.dialect, self._end_any_text)

    def ask(self, statement: Statement, **values: Any) -> Row | None:
        """The first row of one statement that reads: a snapshot by itself, without a unit. Raises StorageFailure."""
        compiled = statement.for_dialect(self.dialect)
        for first in (True, False):
            connection = self._begun(self._readers, _nothing)
            try:
                rows: list[Row] = connection.execute(compiled.sql, compiled.bind(values)).fetchall()
            except Exception as error:
                failure = classify(error)
                if not isinstance(failure, Gone):
                    self._readers.give_back(connection)
                    raise failure from error
                discard(connection)
                self._readers.close()  # what broke this one broke the others that lay idle
                if not first:
                    raise failure from error
            else:
                self._readers.give_back(connection)
                return rows[0] if rows else None
        raise AssertionError("unreachable")

    def writing(self) -> Unit:
        """A unit that holds the right to write. Leaving it without ``commit`` undoes everything.

        Raises :class:`Transient` when others held that right for too long.
        """
        patience = self._mine.patience
        seconds = self._timeouts.lock if patience is None else min(patience, self._timeouts.lock)
        deadline = time.monotonic() + seconds
        self._turns.take(seconds)
        try:
            connection = self._begun(
                self._writers, lambda connection: self._begin_writing(connection, deadline - time.monotonic())
            )
        except BaseException:
            self._turns.give_back()
            raise
        return Unit(connection, self.dialect, self._end_writing)

    @contextmanager
    def lent(self) -> Iterator[Any]:
        """A connection of the driver between two transactions, which must be so again at the end."""
        connection = self._begun(self._readers, lambda _: None)
        try:
            yield connection
        except BaseException:
            discard(connection)
            raise
        self._readers.give_back(connection)

    def begin_call(self) -> None:
        """From now on all changes of this thread together wait no longer than one may, until :meth:`end_call`."""
        self._mine.patience = self._timeouts.patience

    def end_call(self) -> None:
        """Each change of this thread has the whole time to wait again."""
        self._mine.patience = None

    @contextmanager
    def in_turn(self, turns: Turns) -> Iterator[None]:
        """Have one of ``turns`` for work of which changes are a part, and hold no permit while waiting for it.

        Raises :class:`Transient` when no change of this process has got anywhere for as long as the call may wait: those
        ahead are waiting for the database then. Otherwise they are only many.
        """
        patience, seen, began = self._mine.patience, self._turns.moves, time.monotonic()

        def goes_on() -> bool:
            nonlocal seen
            before, seen = seen, self._turns.moves
            return seen != before

        with self._permits.aside(back=True):
            turns.take(self._timeouts.patience if patience is None else max(patience, 1.0), goes_on)
        if patience is not None and self._turns.moves == seen:
            self._mine.patience = patience - (time.monotonic() - began)
        try:
            yield
        finally:
            turns.give_back()

    def elsewhere(self) -> AbstractContextManager[None]:
        """Hold no permit to run while this thread waits for somebody else than the database."""
        return self._permits.aside(back=True)

    def write(self, work: Callable[[Unit], Result], *, last: bool = False) -> Result:
        """Run ``work`` in a writing unit and commit, again when another transaction was in the way.

        ``work`` must have no effect outside the unit. A permit to run is given back first, and taken again at the end unless
        this is the ``last`` that is done before the answer. Raises :class:`StorageFailure` or what ``work`` raises.
        """
        with self._permits.aside(back=not last):
            if self._mine.patience is not None:
                return self._write(work)
            self.begin_call()
            try:
                return self._write(work)
            finally:
                self.end_call()

    def close(self) -> None:
        """Close every connection that nobody uses."""
        self._readers.close()
        self._writers.close()
        self.engine.dispose()

    def _write(self, work: Callable[[Unit], Result]) -> Result:
        mine = self._mine
        for attempt in range(1, TRIES + 1):
            began, patience = time.monotonic(), mine.patience or 0.0
            try:
                with self.writing() as unit:
                    mine.patience = patience - (time.monotonic() - began)  # working is not waiting
                    result = work(unit)
                    unit.commit()
            except Transient:
                pause = 0.002 * 4**attempt * (0.5 + threading.get_ident() % 97 / 97)
                mine.patience = patience - (time.monotonic() - began) - pause
                if attempt == TRIES or mine.patience <= 0:
                    raise
                time.sleep(pause)
            except BaseException:
                self._turns.moved()
                raise
            else:
                self._turns.moved()
                return result
        raise AssertionError("unreachable")

    def _begun(self, pool: Pool, begin: Callable[[Any], object]) -> Any:
        """A connection on which a transaction has begun."""
        for first in (True, False):
            try:
                connection = pool.take()
            except Exception as error:
                raise classify(error) from error
            try:
                begin(connection)
            except Exception as error:
                failure = classify(error)
                if isinstance(failure, Transient):
                    pool.give_back(connection)
                    raise failure from error
                discard(connection)
                if isinstance(failure, Gone) and first:
                    pool.close()  # what broke this one broke the others that lay idle
                    continue  # nothing was sent yet: a new connection is as good
                raise failure from error
            return connection
        raise AssertionError("unreachable")

    def _end_reading(self, connection: Any, is_whole: bool) -> None:
        """Where the connection of a unit goes; one whose state is not known is of no use to another."""
        if is_whole:
            self._readers.give_back(connection)
        else:
            discard(connection)

    def _end_any_text(self, connection: Any, is_whole: bool) -> None:
        sqlite.take_any_text(connection, False)
        self._end_reading(connection, is_whole)

    def _end_writing(self, connection: Any, is_whole: bool) -> None:
        if is_whole:
            self._writers.give_back(connection)
        else:
            discard(connection)
        self._turns.give_back()

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

    def _connect_writer(self) -> Any:
        connection = self._connect()
        sqlite.refuse_at_once(connection)
        return connection


def _nothing(_: Any) -> None:
    """What is begun where no transaction is."""


def _existing(url: URL) -> URL:
    """The same database, as a SQLite URI that opens only a file that is there (sqlite.org/uri.html, 3.2 and 3.3)."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return url
    return url.set(database=f"file:{quote(url.database)}").update_query_dict({"mode": "rw", "uri": "true"})


def parse_url(url: str) -> URL:
    """A database URL with its driver. Raises :class:`StorageFailure`; the text goes on after the name of the setting.

    An ``@`` in a password would make its end a part of the host, which messages tell.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageFailure("is not a database URL; an example is sqlite:///var/ngnprov.db") from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        known = ", ".join(_DRIVERS)
        raise StorageFailure(f"begins with {parsed.drivername}, which is not supported; known are {known}")
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


def open_database(settings: Settings, *, serving: bool = False, permits: Permits | None = None) -> Database:
    """The database of the settings, for a command or for a server; makes no connection yet."""
    timeouts = Timeouts.of(settings.database, serving=serving)
    return Database(
        settings.database.url,
        timeouts=timeouts,
        writers=settings.server.threads if serving else MANY,
        permits=permits,
    )
