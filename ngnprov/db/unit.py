# SPDX-License-Identifier: Apache-2.0
"""The unit of work: one transaction for each call, committed at its end, or nothing happened."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Dialect

from ngnprov.db.failures import Gone, Referenced, StorageFailure, Transient, classify
from ngnprov.db.statement import Statement

Row = tuple[Any, ...]

_cursors = itertools.count(1)
"""Names of cursors: a unit may read several lists at once."""


class Unit:
    """A transaction that has begun. Leaving it without :meth:`commit` rolls back.

    Statements take their parameters by name and give plain tuples. Driver errors come out as
    :class:`~ngnprov.db.failures.StorageFailure`.
    """

    __slots__ = ("_connection", "_dialect", "_end", "_is_open")

    def __init__(self, connection: Any, dialect: Dialect, end: Callable[[Any, bool], None]) -> None:
        """``end`` takes the connection back, once, and whether it is fit for the next unit."""
        self._connection = connection
        self._dialect = dialect
        self._end = end
        self._is_open = True

    @property
    def dialect_name(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._dialect.name

    def all(self, statement: Statement, **values: Any) -> list[Row]:
        """Every row."""
        cursor = self._execute(statement, values)
        try:
            rows: list[Row] = cursor.fetchall()
        except Exception as error:  # SQLite looks for a row when it is fetched
            raise self._failure(error) from error
        return rows

    def all_among(self, statements: Mapping[str, Statement], numbers: list[int], **values: Any) -> list[Row]:
        """Every row of a statement made by :func:`~ngnprov.db.statement.among`."""
        listed: Any = json.dumps(numbers) if self._dialect.name == "sqlite" else numbers
        return self.all(statements[self._dialect.name], among=listed, **values)

    def first(self, statement: Statement, **values: Any) -> Row | None:
        """The first row, or None."""
        cursor = self._execute(statement, values)
        try:
            row: Row | None = cursor.fetchone()
        except Exception as error:
            raise self._failure(error) from error
        return row

    def one(self, statement: Statement, **values: Any) -> Row:
        """The row that is always there (a count, a RETURNING)."""
        row = self.first(statement, **values)
        if row is None:
            raise LookupError("the statement gave no row")
        return row

    def run(self, statement: Statement, **values: Any) -> int:
        """Run a change; the number of rows it touched."""
        count: int = self._execute(statement, values).rowcount
        return count

    def insert(self, statements: Mapping[str, Statement], **values: Any) -> int:
        """Run a statement made by :func:`~ngnprov.db.statement.numbered_insertion`; the number of the new row."""
        cursor = self._execute(statements[self._dialect.name], values)
        id: int = cursor.lastrowid if self._dialect.name == "sqlite" else cursor.fetchone()[0]
        return id

    def run_many(self, statement: Statement, rows: list[dict[str, Any]]) -> None:
        """Run a change once for each of ``rows``."""
        if not rows:
            return
        compiled = statement.for_dialect(self._dialect)
        try:
            self._connection.cursor().executemany(compiled.sql, [compiled.bind(values) for values in rows])
        except Exception as error:
            raise self._failure(error) from error

    def batches(self, statement: Statement, size: int, **values: Any) -> Iterator[list[Row]]:
        """Rows in lists of at most ``size``, in memory one list at a time."""
        compiled = statement.for_dialect(self._dialect)
        try:
            if self._dialect.name == "postgresql":
                cursor = self._connection.cursor(name=f"batches_{next(_cursors)}")
            else:
                cursor = self._connection.cursor()
            cursor.execute(compiled.sql, compiled.bind(values))
            while rows := cursor.fetchmany(size):
                yield rows
            cursor.close()
        except Exception as error:
            raise self._failure(error) from error

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that can fail alone: an exception that leaves it undoes what was changed in it.

        A StorageFailure does not: after it the whole transaction is to be undone.
        """
        self._say("SAVEPOINT part")
        try:
            yield
        except StorageFailure:
            raise
        except BaseException:
            self._say("ROLLBACK TO SAVEPOINT part")
            self._say("RELEASE SAVEPOINT part")
            raise
        self._say("RELEASE SAVEPOINT part")

    def commit(self) -> None:
        """Make it durable. After a :class:`~ngnprov.db.failures.Gone` the outcome is not known.

        A foreign key that is looked at only now and refuses is :class:`~ngnprov.db.failures.Transient`: another transaction
        took away, or named, what the checks of this one had seen. Tried again, they see what is, and say so.
        """
        try:
            done = self._connection.execute("COMMIT")
        except Exception as error:
            failure = self._failure(error)
            if isinstance(failure, Referenced):
                failure = Transient(f"at COMMIT: {failure}")
            raise failure from error
        self._leave(True)
        if getattr(done, "statusmessage", None) == "ROLLBACK":  # what PostgreSQL makes of it after a failed statement
            raise StorageFailure("at COMMIT: a statement had failed, and the transaction was undone")

    def close(self) -> None:
        """Undo what was not committed."""
        if not self._is_open:
            return
        try:
            self._connection.execute("ROLLBACK")
        except Exception:
            self._leave(False)
        else:
            self._leave(True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _say(self, words: str) -> None:
        try:
            self._connection.execute(words)
        except Exception as error:
            raise self._failure(error) from error

    def _execute(self, statement: Statement, values: dict[str, Any]) -> Any:
        compiled = statement.for_dialect(self._dialect)
        try:
            return self._connection.execute(compiled.sql, compiled.bind(values))
        except Exception as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> Exception:
        failure = classify(error)
        if isinstance(failure, Gone) and self._is_open:
            self._leave(False)
        return failure

    def _leave(self, is_whole: bool) -> None:
        """The transaction is over; the connection is somebody else's from now on."""
        connection, self._connection, self._is_open = self._connection, None, False
        self._end(connection, is_whole)
