# SPDX-License-Identifier: Apache-2.0
"""Brings a database to the schema of this release, and refuses one of another.

The kernel's migrations stand in ``ngnprov/db/migrations``, a port's in ``migrations`` of its own folder: each is a branch
of alembic with a label of its own, so that a port is added without editing anything.
"""

import contextlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from ngnprov import ports
from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure, classified
from ngnprov.db.unit import Unit
from ngnprov.errors import SchemaMismatch

_KERNEL = Path(__file__).parent / "migrations"


Finish = Callable[[Unit], None]
"""Does in the transaction of an upgrade what is done with the keys. It is called when something was applied."""


def upgrade(database: Database, finish: Finish | None = None) -> list[str]:
    """Apply what is missing, all or nothing; the revisions that were applied.

    A migration that leaves something to ``finish`` refuses when there is none. Raises SchemaMismatch, StorageFailure when the
    database refuses or does not answer, and what ``finish`` raises.
    """
    script = _script()
    with (
        _explained(),
        classified(),
        database.engine.connect() as connection,
    ):  # without COMMIT its end undoes everything
        _begin(database, connection)
        before, astray = _applied(connection), _astray(database, connection)
        unknown = before - {revision.revision for revision in script.walk_revisions()}
        if unknown:
            raise SchemaMismatch("the database was made by a newer release of ngnprov: install that one")
        config = _config(_places())
        config.attributes.update(connection=connection, seals=finish is not None)
        command.upgrade(config, "heads")
        after = _applied(connection)
        if finish is not None and after != before:
            finish(_unit_on(connection))
        if after != before and (lost := _astray(database, connection) - astray):
            table, _, other, _ = min(lost)
            raise StorageFailure(f"a row of the table {table} would refer to one of {other} that is not there")
        connection.execute(text("COMMIT"))
    new = _with_ancestors(script, after) - _with_ancestors(script, before)
    return [found.revision for found in script.walk_revisions() if found.revision in new][::-1]


def is_empty(database: Database) -> bool:
    """Was no schema ever made in it? Raises StorageFailure when it cannot be read."""
    return not _present(database)


def check(database: Database) -> None:
    """Raise :class:`SchemaMismatch` unless the schema is this release's; StorageFailure when it cannot be read."""
    script = _script()
    present = _present(database)
    if not present:
        raise SchemaMismatch("the database is empty: run `ngnprov init` first")
    known = {revision.revision for revision in script.walk_revisions()}
    if known == _with_ancestors(script, present & known) and present <= known:
        return
    if present - known:
        raise SchemaMismatch("the database was made by a newer release of ngnprov: install that one")
    raise SchemaMismatch("the database has the schema of an older release: run `ngnprov migrate`")


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn what alembic raises of the revisions it finds noted into a :class:`SchemaMismatch`."""
    try:
        yield
    except (CommandError, RevisionError) as error:
        reason = " ".join(str(error).split())
        raise SchemaMismatch(
            f"the database has a schema from which this release cannot go on ({reason}): it was made by another branch of "
            "ngnprov, or somebody changed its table alembic_version"
        ) from error
    except SQLAlchemyError as error:
        raise StorageFailure(f"{type(error).__name__}: {' '.join(str(error).split())}") from error


def _unit_on(connection: Connection) -> Unit:
    """A unit in the transaction of ``connection``, which others begin and end."""
    return Unit(connection.connection.driver_connection, connection.dialect, lambda _connection, _is_whole: None)


def _astray(database: Database, connection: Connection) -> set[tuple[str, int, str, int]]:
    """Rows that refer to what is not there, as (table, row, other table, reference): others may have made some, and SQLite
    does not look at them during an upgrade (:func:`_begin`)."""
    if not database.is_sqlite:
        return set()
    return {(row[0], row[1] or 0, row[2], row[3]) for row in connection.execute(text("PRAGMA foreign_key_check"))}


def _begin(database: Database, connection: Connection) -> None:
    """One transaction around everything; two upgrades at a time run one after the other.

    SQLite changes a table by making it anew while others refer to it (https://sqlite.org/lang_altertable.html, 7), and is told
    so before; no other transaction has this connection.
    """
    if database.is_sqlite:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        # nor are views and triggers of others looked at meanwhile
        connection.execute(text("PRAGMA legacy_alter_table=ON"))
        connection.execute(text("BEGIN IMMEDIATE"))
    else:
        connection.execute(text("BEGIN"))
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(7620111)"))


def _present(database: Database) -> set[str]:
    with classified(), database.engine.connect() as connection:
        return _applied(connection)


def _applied(connection: Connection) -> set[str]:
    """The revisions that alembic noted; asked directly, since its own context logs two lines for each readiness probe."""
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.scalars(text("SELECT version_num FROM alembic_version")))


def _with_ancestors(script: ScriptDirectory, revisions: set[str]) -> set[str]:
    """The revisions and all that they rest on; alembic does not list those that another depends on as applied."""
    found: set[str] = set()
    ahead = list(revisions)
    while ahead:
        revision = script.get_revision(ahead.pop())
        if revision is None or revision.revision in found:
            continue
        found.add(revision.revision)
        for below in (revision.down_revision, revision.dependencies):
            ahead += [below] if isinstance(below, str) else list(below or ())
    return found


def _script() -> ScriptDirectory:
    return _read(_places())


@lru_cache(maxsize=4)
def _read(places: tuple[Path, ...]) -> ScriptDirectory:
    """The migrations in these folders; they do not change while a process runs, and readiness asks for them often."""
    return ScriptDirectory.from_config(_config(places))


def _config(places: tuple[Path, ...]) -> Config:
    config: Any = Config()
    config.set_main_option("script_location", str(_KERNEL))
    config.set_main_option("version_path_separator", "newline")
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, places)))
    made: Config = config
    return made


def _places() -> tuple[Path, ...]:
    return (_KERNEL / "versions", *_port_folders())


def _port_folders() -> list[Path]:
    return [folder / "migrations" for folder in ports.folders() if (folder / "migrations").is_dir()]
