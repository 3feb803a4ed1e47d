# SPDX-License-Identifier: Apache-2.0
"""Connections to the database belong to the work under way and not to clients, and who waits holds up nobody else."""

import contextlib
import http.client
import shutil
import socket
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from ngnprov.serve.backpressure import LARGE_BODIES, THREADS
from tests.support.caller import Fault
from tests.support.live import Live
from tests.support.steady import PATIENCE, burst, opened, workers
from tests.support.world import ADMIN, Template

CLIENTS = 300
SETTINGS = "[database]\nwrite_wait = 150\n[server]\nthreads = 2\n"
"""Nobody gives up in these tests because the machine is slow."""

PERMITS = 3
"""Of a worker on SQLite with two threads: two for reading, one for writing."""


@contextlib.contextmanager
def serving(template: Template, place: Path, url: str, *options: str) -> Iterator[Live]:
    """A live server on a database that is there."""
    (place / "ngnprov.ini").write_text(SETTINGS)
    shutil.copy(template.key_file, place / "ngnprov.key")
    live = Live(place, *options, database=url)
    live.admin = ADMIN
    live.start()
    try:
        yield live
    finally:
        assert live.stop() == 0


@pytest.fixture
def live(sqlite_template: Template, tmp_path: Path) -> Iterator[Live]:
    """A server on SQLite with one worker."""
    with (
        sqlite_template.settings(tmp_path) as settings,
        serving(sqlite_template, tmp_path, settings.database.url) as live,
    ):
        yield live


def requests(live: Live, clients: int, round: str) -> list[list[bytes]]:
    """What each client sends: reads, and every tenth a change."""
    caller = live.call()
    read = caller.envelope("getCustomers", {"query": {"filter": {}}})
    new = [
        caller.envelope("addAccount", {"account": {"username": f"{round}-{number}", "password": "p"}})
        for number in range(clients)
    ]
    return [[read, new[number] if number % 10 == 0 else read, read] for number in range(clients)]


@pytest.mark.timeout(600)
def test_300_clients_that_stay_connected_cost_a_worker_as_many_handles_as_it_has_permits(live: Live) -> None:
    (worker,) = workers(live)
    file = live.place / "ngnprov.db"
    held: list[int] = []
    for round in ("one", "two"):
        clients = requests(live, CLIENTS, round)
        statuses = burst(live, clients, lambda: held.append(opened(worker, file)))
        assert statuses == {200: 3 * CLIENTS}
    assert 0 < max(held) <= PERMITS + 2, held


@pytest.mark.timeout(600)
def test_two_workers_serve_200_clients_on_a_postgresql_of_20_connections(
    postgres: str, postgres_template: Template, tmp_path: Path
) -> None:
    """A role that may have 17: of 20 connections PostgreSQL keeps three for superusers."""
    with postgres_template.settings(tmp_path) as settings:
        url = make_url(settings.database.url)
        with limited_role(postgres, str(url.database), 17) as role:
            mine = url.set(username=role).render_as_string(hide_password=False)
            with serving(postgres_template, tmp_path, mine, "--workers", "2") as live:
                held: list[int] = []
                statuses = burst(live, requests(live, 200, "pg"), lambda: held.append(sessions(postgres, role)))
                assert statuses == {200: 600}, live.log[-2000:]
                assert 0 < held[0] <= 2 * (2 + 2 + 2 + 2)


@contextlib.contextmanager
def limited_role(server: str, database: str, limit: int) -> Iterator[str]:
    """A role that may do everything in the tables of a database, with few connections; it goes with the database."""
    role = f"few_{database}"
    with psycopg.connect(server.replace("/postgres?", f"/{database}?"), autocommit=True) as session:
        session.execute(f'CREATE ROLE "{role}" LOGIN CONNECTION LIMIT {limit}')
        for kind in ("TABLES", "SEQUENCES"):
            session.execute(f'GRANT ALL ON ALL {kind} IN SCHEMA public TO "{role}"')
        try:
            yield role
        finally:
            session.execute(f'DROP OWNED BY "{role}"')
            session.execute(f'DROP ROLE "{role}"')


def sessions(server: str, role: str) -> int:
    """How many connections a role has."""
    with psycopg.connect(server) as session:
        (count,) = session.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", [role]).fetchone() or (
            0,
        )
        return int(count)


def get(live: Live, path: str) -> int:
    """The status of a page."""
    host, _, port = live.url.partition("//")[2].partition(":")
    with contextlib.closing(http.client.HTTPConnection(host, int(port), timeout=100)) as client:
        client.request("GET", path)
        return client.getresponse().status


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 100
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Writers:
    """Clients that each add a customer."""

    def __init__(self, live: Live, count: int) -> None:
        self.codes: list[int] = []
        self._live = live
        self._threads = [threading.Thread(target=self._add, args=[number]) for number in range(count)]
        for thread in self._threads:
            thread.start()

    def _add(self, number: int) -> None:
        try:
            self._live.call().addAccount(account={"username": f"waiting-{number}", "password": "p"})
            self.codes.append(0)
        except Fault as fault:
            self.codes.append(fault.code)

    def join(self) -> list[int]:
        """The fault codes of all of them, 0 for success."""
        for thread in self._threads:
            thread.join()
        return self.codes


@pytest.mark.timeout(600)
def test_reads_and_pages_are_answered_while_another_process_holds_the_lock_and_writers_wait(live: Live) -> None:
    caller = live.call()
    caller.getCustomers(query={})  # so that the login is remembered
    (worker,) = workers(live)
    file = f"{live.place}/ngnprov.db"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        idle = worker.num_threads()
        writers = Writers(live, 12)
        eventually(lambda: worker.num_threads() >= idle + 8)  # they have come in; of old, two stopped everything
        for _ in range(20):
            caller.getCustomers(query={})
        assert [get(live, path) for path in ("/", "/ngnpro/customer/?wsdl", "/healthz")] == [200] * 3
        assert writers.codes == [], "nobody could write while all this was answered"
        other.execute("ROLLBACK")
    assert writers.join() == [0] * 12
    with contextlib.closing(sqlite3.connect(file)) as looking:
        assert looking.execute("SELECT count(*) FROM customers").fetchone() == (12,)


@pytest.mark.timeout(600)
def test_logins_that_wait_to_be_counted_hold_up_nobody_who_is_known(live: Live) -> None:
    known = live.call()
    known.addAccount(account={"username": "c", "password": "p"})
    with contextlib.closing(sqlite3.connect(f"{live.place}/ngnprov.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        codes: list[int] = []

        def log_in() -> None:
            live.call(username="c", password="p", admin=False).getCustomers(query={})
            codes.append(0)

        (worker,) = workers(live)
        idle = worker.num_threads()
        threads = [threading.Thread(target=log_in) for _ in range(6)]
        for thread in threads:
            thread.start()
        eventually(lambda: worker.num_threads() >= idle + 4)
        for _ in range(10):
            known.getCustomers(query={})
        assert codes == []
        other.execute("ROLLBACK")
    for thread in threads:
        thread.join()
    assert codes == [0] * 6


@pytest.mark.timeout(600)
def test_many_clients_that_begin_with_one_login_do_not_lock_it_out(live: Live) -> None:
    """All of them find it unknown at first; their attempts under way are no guesses."""
    body = live.call().envelope("getCustomers", {"query": {}})
    assert burst(live, [[body]] * 60, lambda: None) == {200: 60}


class Unfinished:
    """Connections of one address whose bodies never end."""

    def __init__(self, live: Live) -> None:
        host, _, port = live.url.partition("//")[2].partition(":")
        self._where = host, int(port.strip("/"))
        self._held: list[socket.socket] = []

    def begin(self, count: int, length: int, sent: int) -> None:
        """Send a part of so many bodies."""
        head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\r\n"
        for _ in range(count):
            one = socket.create_connection(self._where, PATIENCE)
            one.sendall(head.encode() + b"x" * sent)
            self._held.append(one)

    def end(self) -> None:
        """Close them."""
        for one in self._held:
            one.close()
        self._held.clear()

    def status(self, body: bytes, address: str) -> int:
        """The HTTP status of a whole request of an address of this machine."""
        kept = http.client.HTTPConnection(*self._where, timeout=PATIENCE, source_address=(address, 0))
        with contextlib.closing(kept):
            kept.request("POST", "/", body, {"Content-Type": "text/xml; charset=utf-8"})
            return kept.getresponse().status


@pytest.mark.timeout(600)
def test_h4_h5_bodies_that_never_end_keep_no_other_address_out(live: Live) -> None:
    known = live.call().envelope("getCustomers", {"query": {"filter": {}}})
    large = known + b" " * 100_000
    slow = Unfinished(live)
    slow.begin(THREADS + 8, 1000, 300)
    while slow.status(known, "127.0.0.1") != 503:  # until they have all been looked at
        time.sleep(0.1)
    assert {slow.status(body, "127.0.0.2") for body in (known, large)} == {200}
    with urllib.request.urlopen(f"{live.url}/healthz", timeout=PATIENCE) as answer:
        assert answer.status == 200
    slow.end()
    slow.begin(2 * LARGE_BODIES, 200_000, 66_000)
    for address in ("127.0.0.1", "127.0.0.2"):
        while slow.status(known, address) == 503:  # until the others are known to be gone
            time.sleep(0.1)
        assert slow.status(large, address) == 200
    slow.end()
