# SPDX-License-Identifier: Apache-2.0
"""While others hold the database, calls that only read are answered, and those that write are told to try again (W-M, P8)."""

import contextlib
import dataclasses
import sqlite3
import threading
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import update

from ngnprov.db import engine, probe
from ngnprov.db.engine import Database
from ngnprov.db.failures import Transient
from ngnprov.db.ledgers.attempts import attempts
from ngnprov.db.statement import Statement
from ngnprov.db.timeouts import Timeouts
from ngnprov.http import readiness
from ngnprov.settings import DatabaseSettings
from tests.support.caller import Fault
from tests.support.world import PATIENCE, World

NEW = {"account": {"username": "new", "password": "p"}}
CHANGE = Statement(update(attempts).values(count=attempts.c.count + 1))


@contextlib.contextmanager
def taken(world: World) -> Iterator[None]:
    """Another process keeps everybody from writing."""
    if world.kind == "sqlite":
        with contextlib.closing(sqlite3.connect(str(world.database.url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    url = world.settings.database.url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as session:
        session.execute("LOCK TABLE customers, login_attempts IN EXCLUSIVE MODE")
        yield


@pytest.fixture
def hasty(world: World) -> Iterator[World]:
    """A server whose calls wait a second."""
    database = dataclasses.replace(world.settings.database, write_wait=1)
    with world.with_settings(database=database) as hasty:
        yield hasty


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_a_change_that_waits_too_long_is_202_and_changes_nothing(hasty: World, dialect: str) -> None:
    caller = hasty.call(dialect)
    caller.getCustomers(query={})
    before = hasty.fingerprint()
    with taken(hasty):
        fault = caller.refused("addAccount", **NEW)
        assert (fault.code, fault.faultcode.rpartition(":")[2]) == (202, "Server")
        assert fault.members["name"] == "BusyError"
        assert fault.members["retryAfter"] == "1"
        answer = hasty.request(caller.envelope("addAccount", NEW), "/" if dialect == "encoded" else "/soap/customer/")
        assert (answer.status, answer.headers["Retry-After"]) == (500, "1")
        caller.getCustomers(query={})
    assert hasty.fingerprint() == before
    caller.addAccount(**NEW)


def test_a_login_that_must_be_counted_first_is_202_and_no_wrong_password(hasty: World) -> None:
    caller = hasty.call()
    with taken(hasty):
        assert caller.refused("getCustomers", query={}).code == 202
    failures = hasty.settings.login.failures
    assert hasty.sql(f"SELECT count(*) FROM login_attempts WHERE count >= {failures}") == [(0,)]
    caller.getCustomers(query={})


def test_all_the_waiting_of_one_call_together_is_bounded(hasty: World) -> None:
    database = Database(hasty.settings.database.url, timeouts=Timeouts(lock=1, patience=1.0))
    with taken(hasty), contextlib.closing(database):
        database.begin_call()
        for _ in range(2):
            with pytest.raises(Transient):
                database.write(lambda unit: unit.run(CHANGE))
            assert database._mine.patience is not None
            assert database._mine.patience <= 0
        database.end_call()
        assert database._mine.patience is None


def test_a_queue_that_is_full_is_202_at_once(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAITING", 0)
    with sqlite_world.with_settings() as world:
        caller = world.call()
        caller.getCustomers(query={})
        with world.served.writing():
            fault = caller.refused("addAccount", **NEW)
            assert (fault.code, fault.members["retryAfter"]) == (202, str(PATIENCE))
        caller.addAccount(**NEW)


def test_changes_of_one_process_do_not_wait_for_each_other_in_the_database(sqlite_world: World) -> None:
    """SQLite's lock is asked for by one thread at a time: whoever has the turn gets the lock at the first attempt."""
    database = sqlite_world.served
    sqlite_world.call().getCustomers(query={})
    asked: list[int] = []
    begin = database._begin_writing

    def counting(connection: object, seconds: float) -> None:
        asked.append(threading.get_ident())
        assert len(asked) == 1, "another one asks as well"
        begin(connection, 0)
        asked.pop()

    database._begin_writing = counting
    codes = []

    def add(number: int) -> None:
        try:
            sqlite_world.call().addAccount(account={"username": f"u{number}", "password": "p"})
            codes.append(0)
        except Fault as fault:
            codes.append(fault.code)

    threads = [threading.Thread(target=add, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [0] * 12


def test_readiness_says_busy_while_nothing_can_be_written(hasty: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0.0)
    caller = hasty.call()
    caller.getCustomers(query={})

    def ready() -> tuple[int, bytes]:
        answer = hasty.request(path="/readyz", method="GET")
        return answer.status, answer.body

    def wait_in_vain() -> None:
        while not stop.is_set():
            with contextlib.suppress(Fault):
                caller.addAccount(**NEW)

    assert ready() == (200, b"ready\n")
    stop = threading.Event()
    threads = [threading.Thread(target=wait_in_vain) for _ in range(hasty.settings.server.threads + 1)]
    with taken(hasty):
        for thread in threads:
            thread.start()
        while ready() != (503, b"busy\n"):
            stop.wait(0.05)
        stop.set()
        for thread in threads:
            thread.join()
    assert ready() == (200, b"ready\n")
    caller.addAccount(**NEW)


def test_a_lock_that_goes_from_one_small_change_to_the_next_is_no_standstill(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("ngnprov.db.probe.time.monotonic", lambda: now[0])
    url = sqlite_world.settings.database.url
    with contextlib.closing(Database(url)) as database:
        standstill = probe.Standstill(database, sqlite_world.served)
        assert standstill.seconds() == 0
        with taken(sqlite_world):
            assert standstill.seconds() == 0
            now[0] += 10
            assert standstill.seconds() == 10
        sqlite_world.sql("CREATE TABLE somebody_commits (x)")
        with taken(sqlite_world):
            assert standstill.seconds() == 0
            now[0] += 3
            assert standstill.seconds() == 3
        assert standstill.seconds() == 0
        with database.lent() as connection:
            assert connection.execute("PRAGMA busy_timeout").fetchone() == (15_000,)


def test_a_call_waits_less_than_an_old_client_does() -> None:
    """W-M: CDRTool gives up after five seconds."""
    assert DatabaseSettings().write_wait == 4
