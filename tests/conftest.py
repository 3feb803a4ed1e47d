# SPDX-License-Identifier: Apache-2.0
"""Fixtures for the whole suite.

``server``    a live server process on SQLite, shared by the tests of one worker
``world``     the application in this process on a fresh database, once on SQLite and once on PostgreSQL
``sqlite_world``  the same on SQLite only, for what does not depend on the database
``decode``    an opened request -> its arguments by name, as the port gets them
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ngnprov.auth import passwords
from ngnprov.calls.port import find_ports
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import Envelope
from ngnprov.soap.types import python_name
from tests.support import every_operation as tables
from tests.support.forecast import Forecast
from tests.support.live import Live
from tests.support.postgres_server import PostgresServer
from tests.support.selection import OPTIONS, is_chosen
from tests.support.world import Template, World

POSTGRES: pytest.StashKey[PostgresServer] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our own options."""
    for option, meaning in OPTIONS.items():
        parser.addoption(option, action="store_true", help=f"only tests {meaning}: see tests/support/selection.py")


def pytest_configure(config: pytest.Config) -> None:
    """Where all results come together, tell how long it takes."""
    if config.pluginmanager.hasplugin("cacheprovider") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Forecast(config))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the part that is wanted."""
    for part in filter(config.getoption, OPTIONS):
        config.hook.pytest_deselected(items=[item for item in items if not is_chosen(item, part)])
        items[:] = [item for item in items if is_chosen(item, part)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """PostgreSQL may have gone during an earlier test: say so once, and let the tests that follow have one."""
    server = item.config.stash.get(POSTGRES, None)
    told = server.revive() if server is not None and "postgres" in getattr(item, "fixturenames", ()) else ""
    if told:
        with item.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(
                f"\nPostgreSQL had gone before {item.nodeid} and was started anew. Its log ends:\n{told}",
                file=sys.stderr,
            )


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user() -> None:
    for name in list(os.environ):
        if name.startswith("NGNPROV_") and not name.startswith("NGNPROV_TEST_"):
            del os.environ[name]


@pytest.fixture(scope="session", autouse=True)
def _a_password_is_hashed_once() -> Iterator[None]:
    """Argon2 takes as long as the rest of a test, and thousands of servers here let in the same administrator."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "is_right", cache(passwords.is_right))
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A live server: ``url``, ``admin``, ``password``."""
    with Live(tmp_path_factory.mktemp("server")) as live:
        yield live


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a PostgreSQL server of this test process."""
    server = request.config.stash[POSTGRES] = PostgresServer()
    yield server.url
    del request.config.stash[POSTGRES]
    server.close()


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
