# SPDX-License-Identifier: Apache-2.0
"""While no change can be stored, or the database hangs, the server says that it is not ready and keeps answering (P8)."""

import contextlib
import dataclasses
import itertools
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import literal, select

from ngnprov.db.engine import Database, open_database
from ngnprov.db.failures import Gone
from ngnprov.db.statement import Statement
from ngnprov.http import readiness
from tests.support.world import PATIENCE, Template, World


@pytest.fixture(autouse=True)
def _asks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0.0)


@pytest.fixture
def hasty(postgres_template: Template, tmp_path: Path) -> Iterator[World]:
    """A server on PostgreSQL that waits a second for an answer."""
    with postgres_template.settings(tmp_path) as settings:
        database = dataclasses.replace(settings.database, statement_timeout=1, connect_timeout=2)
        with World(dataclasses.replace(settings, database=database)) as world:
            yield world


def ready(world: World) -> tuple[int, bytes]:
    answer = world.request(path="/readyz", method="GET")
    return answer.status, answer.body


@contextlib.contextmanager
def full_disk(world: World) -> Iterator[None]:
    """No file can grow beyond the write-ahead log, so that the next commit is refused as on a full disk."""
    log, index = (Path(f"{world.database.url.database}-{kind}") for kind in ("wal", "shm"))
    for number in itertools.count():
        if log.exists() and log.stat().st_size > 2 * index.stat().st_size:
            break
        world.call().addAccount(account={"username": f"filler{number}", "password": "p"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = log.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def frozen(world: World) -> Iterator[None]:
    """The PostgreSQL server and every process of it stand still; the kernel still takes connections for it."""
    ((place,),) = world.sql("SHOW data_directory")
    postmaster = psutil.Process(int((Path(place) / "postmaster.pid").read_text().splitlines()[0]))
    processes = [postmaster, *postmaster.children(recursive=True)]
    try:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):  # a connection that had just ended
                process.send_signal(signal.SIGSTOP)
        yield
    finally:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)


def test_a_full_disk_ends_readiness_until_there_is_room(sqlite_world: World, caplog: pytest.LogCaptureFixture) -> None:
    caller = sqlite_world.call()
    caller.getCustomers(query={})
    with full_disk(sqlite_world):
        assert caller.refused("addAccount", account={"username": "r", "password": "p"}).code == 201
        assert [ready(sqlite_world), ready(sqlite_world)] == [(503, b"database\n")] * 2
        caller.getCustomers(query={})
    assert ready(sqlite_world) == (200, b"ready\n")
    caller.addAccount(account={"username": "r", "password": "p"})
    told = [record.getMessage() for record in caplog.records if record.name == "ngnprov.http.readiness"]
    assert told == [
        "not ready: the database refuses: nothing can be written beside it: File too large",
        "ready again",
    ]


def test_a_read_only_postgresql_is_not_ready(postgres: str, postgres_template: Template, tmp_path: Path) -> None:
    with postgres_template.copy(tmp_path) as world, psycopg.connect(postgres, autocommit=True) as other:
        name = world.database.url.database
        for change, state in (("SET", (503, b"database\n")), ("RESET", (200, b"ready\n"))):
            value = " = on" if change == "SET" else ""
            other.execute(f'ALTER DATABASE "{name}" {change} default_transaction_read_only{value}')
            assert ready(world) == state


def test_readiness_disturbs_no_writer_and_stores_nothing(world: World) -> None:
    before = world.fingerprint()
    with world.database.writing():
        began = time.monotonic()
        assert ready(world) == (200, b"ready\n")
        assert time.monotonic() - began < 1
    assert world.fingerprint() == before


def test_a_postgresql_that_hangs_is_told_within_seconds_and_recovers(hasty: World) -> None:
    caller = hasty.call()
    caller.getCustomers(query={})
    with frozen(hasty):
        began = time.monotonic()
        assert ready(hasty) == (503, b"database\n")
        assert time.monotonic() - began < 5
        assert caller.refused("getCustomers", query={}).code == 201
        assert time.monotonic() - began < 15
    assert ready(hasty) == (200, b"ready\n")
    caller.addAccount(account={"username": "r", "password": "p"})


def test_many_who_ask_at_once_cost_one_look_at_the_database(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 60.0)
    looked: list[Database] = []
    monkeypatch.setattr("ngnprov.http.readiness.migrate.check", looked.append)
    assert {ready(sqlite_world) for _ in range(5)} == {(200, b"ready\n")}
    assert len(looked) == 1


def test_only_a_server_limits_its_statements(hasty: World) -> None:
    asked = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
    for serving, limits in ((True, ("1s", f"{PATIENCE}s")), (False, ("0", "15s"))):
        with (
            contextlib.closing(open_database(hasty.settings, serving=serving)) as database,
            database.lent() as connection,
        ):
            assert connection.execute(asked).fetchone() == limits
            if serving:
                with pytest.raises(Exception, match="statement timeout"):
                    connection.execute("SELECT pg_sleep(2)")
            else:
                connection.execute("SELECT pg_sleep(4)")  # beyond what a server waits for by itself, too


def test_a_hanging_answer_is_a_connection_that_is_gone(hasty: World) -> None:
    with (
        contextlib.closing(open_database(hasty.settings, serving=True)) as database,
        database.reading() as unit,
        frozen(hasty),
        pytest.raises(Gone, match="no answer within 3 seconds"),
    ):
        unit.all(Statement(select(literal(1))))
