# SPDX-License-Identifier: Apache-2.0
"""Databases on PostgreSQL that are as a template, lent to one test after the other.

To make a database takes half a second (three hundred files); to put the rows of a used one back takes a few hundredths. What
a test has changed beyond rows is found by a look at the catalogues, and such a database is dropped.
"""

import contextlib
import itertools
import time
from collections.abc import Iterator

import psycopg
from psycopg.sql import SQL
from sqlalchemy.engine import make_url

BLOATED = 1 << 18
"""Bytes of a table that gets a new file instead of dead rows: these take their place until the next vacuum."""

_CHANGING = ("attribute", "constraint", "index", "trigger", "proc", "namespace")
"""Catalogues: what a transaction changes in them has its number, and numbers grow."""

_SCHEMA = f"""
    SELECT (SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
        (SELECT count(*) FROM pg_db_role_setting),
        (SELECT (datconnlimit, datallowconn, datacl, datdba)::text FROM pg_database WHERE datname = current_database()),
        {", ".join(f"(SELECT (count(*), max(xmin::text::bigint))::text FROM pg_{name})" for name in _CHANGING)}
"""
_TABLES = """
    SELECT quote_ident(relname), pg_relation_size(oid) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""
_SEQUENCES = """
    SELECT quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences
"""
_LEAVE = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_numbers = itertools.count(1)


class Copies:
    """The copies of the database with the URL ``template``; ``server`` is the URL of the database ``postgres``."""

    def __init__(self, server: str, template: str) -> None:
        self._server, self._template = server, template
        self._free: list[_Copy] = []

    @contextlib.contextmanager
    def lend(self) -> Iterator[str]:
        """The URL of a database that is as the template."""
        copy = self._free.pop() if self._free else _Copy(self._server, self._template)
        try:
            yield copy.url
        finally:
            if copy.restore():
                self._free.append(copy)
            else:
                drop_database(self._server, copy.url)


class _Copy:
    """A database that knows what was in it at first."""

    def __init__(self, server: str, template: str) -> None:
        self.url = create_database(server, template)
        with psycopg.connect(self.url) as connection:
            self._schema = connection.execute(_SCHEMA).fetchone()
            self._sequences = connection.execute(_SEQUENCES).fetchall()
            tables = [name for name, size in connection.execute(_TABLES) if size]
            self._rows = {name: _rows(connection, name) for name in tables}

    def restore(self) -> bool:
        """Put back what the tables held; False where that is not all that has changed."""
        with contextlib.suppress(psycopg.Error), psycopg.connect(self.url) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(_LEAVE)
            if connection.execute(_SCHEMA).fetchone() != self._schema:
                return False
            connection.execute("SET session_replication_role = replica")  # neither triggers nor foreign keys
            for name, size in connection.execute(_TABLES).fetchall():
                if size:
                    connection.execute(SQL(f"TRUNCATE {name}" if size > BLOATED else f"DELETE FROM {name}"))
            for name, rows in self._rows.items():
                with connection.cursor().copy(SQL(f"COPY {name} FROM STDIN")) as written:
                    written.write(rows)
            for sequence in self._sequences:
                connection.execute("SELECT setval(%s, %s, %s)", sequence)
            return True
        return False


def _rows(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(SQL(f"COPY {table} TO STDOUT")) as read:
        return b"".join(read)


def create_database(server: str, template: str = "") -> str:
    """A copy of the database with the URL ``template``, or an empty one; its URL."""
    name, original = f"ngnprov_{next(_numbers)}", make_url(template).database if template else "template0"
    with psycopg.connect(server, autocommit=True) as connection:
        for _ in range(100):
            with contextlib.suppress(psycopg.errors.ObjectInUse):  # who filled the template is still hanging up
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}" ENCODING UTF8 STRATEGY FILE_COPY')
                return server.replace("/postgres?", f"/{name}?").replace("//postgres:@", "//postgres@")
            time.sleep(0.05)
    raise AssertionError(f"the template {original} stays in use")


def drop_database(server: str, url: str) -> None:
    """Away with it, and with whoever is at it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')
