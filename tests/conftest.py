# SPDX-License-Identifier: Apache-2.0
"""Fixtures for the whole suite.

``server``    a live server process on SQLite, shared by the tests of one worker
``world``     the application in this process on a fresh database, once on SQLite and once on PostgreSQL
``template``  the prepared database of a ``world``, of either kind
``sqlite_world``  the same on SQLite only, for what does not depend on the database
``decode``    an opened request -> its arguments by name, as the port gets them
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from ngnprov import clock
from ngnprov.auth import passwords
from ngnprov.calls.port import find_ports
from ngnprov.db import sqlite
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import Envelope
from ngnprov.soap.types import python_name
from ngnprov.zonefiles import master_files
from tests.support.every_operation import Crowd
from tests.support.forecast import Forecast
from tests.support.live import Live
from tests.support.postgres_server import PostgresServer
from tests.support.scene import DATABASES, Filled, Scene
from tests.support.selection import OPTIONS, is_chosen, is_first
from tests.support.world import Template, World

TEMPLATES = {"sqlite": "sqlite_template", "postgresql": "postgres_template"}
"""Fixtures by database."""
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
    """Keep the part that is wanted, in the random order of pytest-randomly but for the files that take longest."""
    for part in filter(config.getoption, OPTIONS):
        config.hook.pytest_deselected(items=[item for item in items if not is_chosen(item, part)])
        items[:] = [item for item in items if is_chosen(item, part)]
    items.sort(key=is_first, reverse=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A quiet run has no head, where the seed of the order stands."""
    seed = config.getoption("randomly_seed", None)  # none with -p no:randomly
    if seed is not None and (terminalreporter.stats.get("failed") or terminalreporter.stats.get("error")):
        terminalreporter.write_line(f"-p randomly --randomly-seed={seed} repeats the order")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """PostgreSQL may have gone during an earlier test: say so once, and let the tests that follow have one."""
    server = item.config.stash.get(POSTGRES, None)
    needed = "postgres" in getattr(item, "fixturenames", ()) or "postgresql" in item.name
    told = server.revive() if server is not None and needed else ""
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


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_disks() -> Iterator[None]:
    """As in PostgresServer: no machine fails here, and to wait for its disk takes longer than most tests. Servers do wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(scope="session", autouse=True)
def _serials_of_one_day() -> Iterator[None]:
    """Tests count the changes of a zone by its serial, and may go on past midnight: today stays the day they began."""
    began, first_of_day = clock.now()[:10], master_files.first_of_day
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(master_files, "first_of_day", lambda day: first_of_day(began if day == clock.now()[:10] else day))
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
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The template with the people of a scene on a database, made on first use."""

    made: dict[tuple[type[Scene], str], Template] = {}

    def template(scene: type[Scene], database: str) -> Template:
        if (scene, database) not in made:
            empty: Template = request.getfixturevalue(TEMPLATES[database])
            place = tmp_path_factory.mktemp(scene.__name__)
            made[scene, database] = empty.filled(place, scene.fill, **scene.sections)
        return made[scene, database]

    return cast("Filled", template)


@pytest.fixture(params=DATABASES)
def template(request: pytest.FixtureRequest) -> Template:
    """A prepared database of either kind."""
    found: Template = request.getfixturevalue(TEMPLATES[request.param])
    return found


@pytest.fixture(scope="session")
def crowded(filled: Filled) -> Template:
    """People and records of every kind on SQLite, to be copied (every_operation.py)."""
    return filled(Crowd, "sqlite")


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


@pytest.fixture
def world(template: Template, tmp_path: Path) -> Iterator[World]:
    """The application on a fresh database of either kind."""
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
