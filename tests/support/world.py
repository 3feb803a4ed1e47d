# SPDX-License-Identifier: Apache-2.0
"""The application in the test's own process: requests as bytes in, answers as bytes out, and a look at the database."""

import contextlib
import dataclasses
import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import inspect, text

from ngnprov.app import App, make_app
from ngnprov.auth import administrators
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.port import find_sections
from ngnprov.calls.request import Change
from ngnprov.calls.reverting import chosen, revert
from ngnprov.db.columns import metadata
from ngnprov.db.engine import Database, create_sqlite_file
from ngnprov.db.ledgers import journal
from ngnprov.db.migrate import upgrade
from ngnprov.sealing.keys import create_key_file, load_key_file
from ngnprov.settings import DatabaseSettings, KeySettings, RequestSettings, Settings
from ngnprov.upkeep.key_match import adopt
from tests.support.caller import Caller, Sent
from tests.support.postgres_copies import Copies, create_database

ADMIN = "root"
PASSWORD = "correct horse battery staple"
PATIENCE = 100
"""Seconds that a call waits for its turn to write: what is refused must not depend on the speed of the machine."""


UNCOUNTED = RequestSettings(writes_per_second=0)
"""Tests call as fast as they can."""

Headers = list[tuple[str, str]]
Write = Callable[[bytes], object]
_write: Write = BytesIO().write


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Visit:
    """Where somebody logs in who does not call an operation (:class:`ngnprov.auth.logins.Request`)."""

    address: str = "127.0.0.1"
    request_id: str = "0"
    operation: str = "getCustomers"
    port_title: str = "CustomerPort"


class World:
    """A server without a socket, on a database of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.app: App = make_app(settings)
        self.database = Database(settings.database.url)

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return "sqlite" if self.database.is_sqlite else "postgresql"

    def with_settings(self, **sections: Any) -> "World":
        """Another server on the same database, with some sections of settings replaced."""
        return World(dataclasses.replace(self.settings, **sections))

    def request(
        self,
        body: bytes = b"",
        path: str = "/",
        method: str = "POST",
        content_type: str | None = "text/xml; charset=UTF-8",
        address: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        """One HTTP request; ``headers`` as WSGI names (``HTTP_HOST``)."""
        path, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": address,
            "HTTP_HOST": "localhost:9200",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "9200",
            "SERVER_PROTOCOL": "HTTP/1.0",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            **({"CONTENT_TYPE": content_type} if content_type is not None else {}),
            **headers,
        }
        told: list[Any] = []

        def start(status: str, fields: Headers, *_: object) -> Write:
            told.extend((status, fields))
            return _write  # as WSGI asks; nobody uses it

        pieces = self.app(environ, start)
        try:
            answered = b"".join(pieces)
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()
        status, fields = told
        return Answer(int(status.split()[0]), dict(fields), answered)

    def last_transaction(self) -> str:
        """The transaction that changed something last."""
        rows = self.sql("SELECT request_id FROM journal WHERE kind = 'change' ORDER BY id DESC LIMIT 1")
        return str(rows[0][0])

    def undo(self, name: str = "") -> list[Change]:
        """Undo a transaction or an entry, the last transaction if none is named; what was changed."""
        name = name or self.last_transaction()
        return self.operator.run(Task(name="journal revert"), lambda call: revert(call, chosen(call, name)))

    def call(self, dialect: str = "encoded", **login: Any) -> Caller:
        """Somebody who calls; the administrator unless the login says otherwise."""
        header = {"username": ADMIN, "password": PASSWORD, "admin": True, **login}
        return Caller(self._exchange, header, dialect)

    @property
    def operator(self) -> Operator:
        """Somebody at the machine, on the connections of the server."""
        return Operator(self.app.runner)

    @property
    def served(self) -> Database:
        """The database as the server has it, with its connections and its turns to write."""
        return self.app.runner.context.database

    def _exchange(self, sent: Sent) -> bytes:
        answer = self.request(sent.body, sent.path)
        sent.check(answer.status, answer.headers, answer.body)
        return answer.body

    def fingerprint(self) -> str:
        """A digest of everything stored but login attempts and entries of what was denied: equal when nothing has changed."""
        self.app.settle()
        digest = hashlib.sha256()
        with self.database.engine.connect() as connection:
            present = set(inspect(connection).get_table_names()) - {"login_attempts"}
            for table in metadata.sorted_tables:
                if table.name in present:
                    rows = f'SELECT * FROM "{table.name}"'  # in SQL, as each engine would compile a select anew
                    if table is journal.entries:
                        rows += f" WHERE kind NOT IN ('{journal.DENIED}', '{journal.LOGIN}')"
                    for row in sorted(map(repr, connection.exec_driver_sql(rows))):
                        digest.update(row.encode())
        return digest.hexdigest()

    def sql(self, statement: str) -> list[Any]:
        """Rows of a statement, for looking behind the wire."""
        self.app.settle()
        with self.database.engine.connect() as connection:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []

    def close(self) -> None:
        """Close both connections to the database."""
        self.app.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True)
class Template:
    """A database with schema and administrator, to be copied: migrating for each test would take longer than the test."""

    url: str
    key_file: Path
    server: str = ""
    copies: Copies | None = None

    @classmethod
    def on_sqlite(cls, place: Path) -> "Template":
        """A SQLite file."""
        create_sqlite_file(place / "template.db")
        return cls._prepared(f"sqlite:///{place}/template.db", place)

    @classmethod
    def on_postgres(cls, server: str, place: Path) -> "Template":
        """A database on a PostgreSQL server."""
        return cls._prepared(create_database(server), place, server)

    @classmethod
    def _prepared(cls, url: str, place: Path, server: str = "") -> "Template":
        database = Database(url)
        upgrade(database)
        administrators.add(database, ADMIN, PASSWORD)
        create_key_file(place / "key")
        adopt(database, load_key_file(place / "key"))
        database.close()
        return cls(url, place / "key", server, Copies(server, url) if server else None)

    @contextlib.contextmanager
    def settings(self, place: Path) -> Iterator[Settings]:
        """Settings of a fresh copy, which is removed at the end: thousands of copies would fill a small disk."""
        if self.copies is not None:
            with self.copies.lend() as url:
                yield self._settings(url)
            return
        yield self._settings(self._copied_file(place))
        for file in place.glob("ngnprov.db*"):
            file.unlink()

    @contextlib.contextmanager
    def copy(self, place: Path, **sections: Any) -> Iterator[World]:
        """A server on a fresh copy; ``sections`` of settings as in :meth:`World.with_settings`."""
        with self.settings(place) as settings, World(dataclasses.replace(settings, **sections)) as world:
            yield world

    def restore(self, world: World) -> None:
        """Make the database of a copy what it was at first; on SQLite only, and while nobody else is at it."""
        world.app.settle()
        with (
            contextlib.closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as source,
            contextlib.closing(sqlite3.connect(world.settings.database.url.removeprefix("sqlite:///"))) as target,
        ):
            source.backup(target)

    def filled(self, place: Path, fill: Callable[[World], object], **sections: Any) -> "Template":
        """A template of a copy in ``place`` to which ``fill`` has added, with ``sections`` of settings."""
        url = create_database(self.server, self.url) if self.server else self._copied_file(place)
        with World(dataclasses.replace(self._settings(url), **sections)) as world:
            fill(world)
        if self.server:
            return dataclasses.replace(self, url=url, copies=Copies(self.server, url))
        with Database(url).engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return dataclasses.replace(self, url=url)

    def _copied_file(self, place: Path) -> str:
        shutil.copy(self.url.removeprefix("sqlite:///"), place / "ngnprov.db")
        return f"sqlite:///{place}/ngnprov.db"

    def _settings(self, url: str) -> Settings:
        database, keys = DatabaseSettings(url=url, write_wait=PATIENCE), KeySettings(file=self.key_file)
        return Settings(database=database, keys=keys, requests=UNCOUNTED, extra=switched_on())


def switched_on() -> dict[str, Any]:
    """The sections of ports that answer only where somebody has switched them on, switched on."""
    return {
        name: section(enabled=True)
        for name, section in find_sections().items()
        if any(field.name == "enabled" for field in dataclasses.fields(section))
    }
