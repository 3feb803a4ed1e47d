# SPDX-License-Identifier: Apache-2.0
"""Migrations make exactly the tables that the code declares, all or nothing, and foreign schemas are refused."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from ngnprov import ports
from ngnprov.db import ledgers
from ngnprov.db.columns import metadata
from ngnprov.db.engine import Database, create_sqlite_file
from ngnprov.db.failures import StorageFailure
from ngnprov.db.migrate import check, upgrade
from ngnprov.errors import SchemaMismatch
from tests.support.commands import run
from tests.support.postgres_copies import create_database
from tests.support.world import World

PLACES = [*Path(ports.__file__).parents[1].glob("db/migrations/versions/*.py")]
PLACES += Path(ports.__file__).parent.glob("*/migrations/*.py")
REVISIONS = sorted(path.stem for path in PLACES)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        create_sqlite_file(tmp_path / "empty.db")
        url = f"sqlite:///{tmp_path}/empty.db"
    else:
        url = create_database(request.getfixturevalue("postgres"))
    database = Database(url)
    yield database
    database.close()


def test_migrations_equal_the_declared_tables(world: World) -> None:
    for module in (*iter_modules(ledgers.__path__, f"{ledgers.__name__}."),):
        import_module(module.name)
    with world.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, metadata)
    assert differences == []


def test_who_refers_to_a_record_is_found_by_an_index(sqlite_world: World) -> None:
    """The database asks at each removal; rows that nobody removes are not asked for."""
    slow = set()
    with sqlite_world.database.engine.connect() as connection:
        inspector = inspect(connection)
        for table in inspector.get_table_names():
            for key in inspector.get_foreign_keys(table):
                named = " AND ".join(f"{column} = 1" for column in key["constrained_columns"])
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {named}").all()
                if any("SCAN" in str(step) for step in plan):
                    slow.add((table, key["referred_table"]))
    assert slow == {("pbx_subscriptions", "pbx_extensions")}  # extensions are closed


def test_upgrading_twice_does_nothing_the_second_time(empty: Database) -> None:
    with pytest.raises(SchemaMismatch, match="ngnprov init"):
        check(empty)
    assert sorted(upgrade(empty)) == sorted(REVISIONS)  # branches of one floor may come in any order
    assert upgrade(empty) == []
    check(empty)


def test_a_failing_migration_leaves_nothing_behind(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import op

    real = op.create_table

    def fails(name: str, *arguments: Any, **options: Any) -> object:
        if name == "customer_properties":
            raise RuntimeError("power cut")
        return real(name, *arguments, **options)

    monkeypatch.setattr(op, "create_table", fails)
    with pytest.raises(RuntimeError):
        upgrade(empty)
    monkeypatch.undo()
    with empty.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    assert sorted(upgrade(empty)) == sorted(REVISIONS)  # branches of one floor may come in any order


def test_a_newer_schema_is_refused(world: World) -> None:
    world.sql("INSERT INTO alembic_version VALUES ('from_the_future')")
    for refuse in (check, upgrade):
        with pytest.raises(SchemaMismatch, match="newer"):
            refuse(world.database)


ODD = {
    "newer": ("INSERT INTO alembic_version VALUES ('from_the_future')", "newer release"),
    "a side branch": (
        "UPDATE alembic_version SET version_num = 'customer_0001' WHERE version_num LIKE 'kernel%'",
        "a schema from which this release cannot go on",
    ),
    "gone": ("DELETE FROM alembic_version", "already exists"),
    "another table of this name": ("ALTER TABLE alembic_version RENAME COLUMN version_num TO other", "version_num"),
}


@pytest.mark.parametrize("oddity", ODD)
def test_migrate_ends_in_one_sentence_whatever_is_noted_in_the_database(world: World, oddity: str) -> None:
    change, reason = ODD[oddity]
    world.sql(change)
    before = world.sql("SELECT * FROM alembic_version ORDER BY 1")
    result = run(world, "migrate")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("ngnprov: ")
    assert reason in result.stderr
    assert world.sql("SELECT * FROM alembic_version ORDER BY 1") == before


def test_revisions_that_overlap_are_one_sentence(empty: Database) -> None:
    """A branch that was merged later had noted a port's revision together with those it rests on."""
    upgrade(empty)
    with empty.engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('customer_0001')")
        connection.exec_driver_sql(
            "UPDATE alembic_version SET version_num = 'sip_0003' WHERE substr(version_num, 1, 3) = 'sip'"
        )
    with pytest.raises(SchemaMismatch, match="overlaps"):
        upgrade(empty)


def test_a_database_that_is_not_there_is_a_storage_failure() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(StorageFailure):
        check(database)
    with pytest.raises(StorageFailure):
        database.reading()
    with pytest.raises(StorageFailure, match="not supported"):
        Database("mysql://x/y")
