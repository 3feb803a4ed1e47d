# SPDX-License-Identifier: Apache-2.0
"""Servers as processes that send mail: killed in the middle, replaced by others, told to end."""

import contextlib
import os
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.db.engine import Database
from ngnprov.db.ledgers import outbox
from ngnprov.mail.letters import MAIL, Letter
from ngnprov.serve.lease import LASTS_SECONDS
from tests.support.caller import Fault
from tests.support.live import Live
from tests.support.postbox import PATIENCE, Postbox, Received, eventually
from tests.support.scene import DATABASES
from tests.support.steady import workers
from tests.support.world import ADMIN, Template

INI = """
[database]
write_wait = 60
[mail]
host = 127.0.0.1
port = {port}
sender = ngnprov@example.net
recipients = operator@example.net
timeout = 600
"""
AT = "2027-01-31 23:59:59.000000"


class Servers:
    """Servers on one database whose mail goes to ``box``."""

    def __init__(self, url: str, place: Path, template: Template, box: Postbox) -> None:
        self.url, self.place, self.box = url, place, box
        self._template = template
        self._started: list[Live] = []
        self.database = Database(url)

    def start(self, *options: str) -> Live:
        place = self.place / str(len(self._started))
        place.mkdir()
        (place / "ngnprov.ini").write_text(INI.format(port=self.box.port))
        (place / "ngnprov.key").write_bytes(self._template.key_file.read_bytes())
        (place / "ngnprov.key").chmod(0o600)
        live = Live(place, *options, database=self.url)
        live.admin = ADMIN
        live.start()
        self._started.append(live)
        return live

    def write(self, *subjects: str, customer: int = 7) -> None:
        """Put letters into the outbox, each in a transaction."""
        for subject in subjects:
            content = Letter(("someone@example.com",), subject, "text").to_content()
            self.database.write(lambda unit, content=content: outbox.add(unit, customer, MAIL, content, AT))  # type: ignore[misc]

    def waiting(self) -> int:
        with self.database.reading() as unit:
            return outbox.count(unit).waiting

    def sql(self, statement: str) -> list[Any]:
        with self.database.engine.connect() as connection:
            return list(connection.exec_driver_sql(statement))

    def close(self) -> None:
        for live in self._started:
            if live.process is not None and live.process.poll() is None:
                kill(live)
        self.database.close()


def kill(live: Live) -> None:
    """All its processes, at once."""
    assert live.process is not None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(live.process.pid, signal.SIGKILL)
    live.process.wait()
    assert live.process.stdout is not None
    live.process.stdout.close()


def answers(live: Live) -> bool:
    """Does it take connections?"""
    host, _, port = live.url.removeprefix("http://").partition(":")
    with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=PATIENCE):
        return True
    return False


@pytest.fixture(params=DATABASES)
def servers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Servers]:
    template: Template = request.getfixturevalue({"sqlite": "sqlite_template"}.get(request.param, "postgres_template"))
    with template.settings(tmp_path) as settings, Postbox() as box:
        servers = Servers(settings.database.url, tmp_path, template, box)
        try:
            yield servers
        finally:
            servers.close()


class Gate:
    """Letters that the mail server holds, neither taken nor refused, until it opens."""

    def __init__(self, box: Postbox) -> None:
        self.came, self._opens = threading.Semaphore(0), threading.Event()
        box.on_letter = self._hold

    def _hold(self, _: Received) -> str:
        self.came.release()
        assert self._opens.wait(PATIENCE)
        return "250 OK"

    def open(self) -> None:
        self._opens.set()


@pytest.mark.timeout(600)
def test_a_failed_login_of_an_administrator_is_mailed_by_one_of_two_workers(servers: Servers) -> None:
    live = servers.start("--workers", "2")
    with pytest.raises(Fault):
        live.call(password="guess").getCustomers(query={})
    (received,) = servers.box.wait(1)
    assert received.subject == f"Failed login of administrator {ADMIN}"
    assert received.recipients == ["operator@example.net"]
    eventually(lambda: not servers.waiting())
    assert live.stop() == 0
    assert len(servers.box.received) == 1


@pytest.mark.timeout(600)
def test_when_the_server_that_sends_is_killed_another_goes_on_within_ten_seconds(servers: Servers) -> None:
    first = servers.start()
    gate = Gate(servers.box)
    servers.write("one", "two", "three")
    assert gate.came.acquire(timeout=PATIENCE)
    second = servers.start()
    time.sleep(2.5)  # longer than a renewal: the one that is at it for long keeps its lease
    assert not gate.came.acquire(blocking=False)
    kill(first)
    ((until,),) = servers.sql("SELECT until FROM leases WHERE name = 'outbox'")
    assert until <= (time.time() + LASTS_SECONDS) * 1000, "then the other may, which looks each second"
    assert gate.came.acquire(timeout=PATIENCE)
    gate.open()
    eventually(lambda: not servers.waiting())
    subjects = [received.subject for received in servers.box.received]
    assert list(dict.fromkeys(subjects)) == ["one", "two", "three"]
    assert second.stop() == 0


@pytest.mark.timeout(600)
@pytest.mark.parametrize("servers", ["sqlite"], indirect=True)
def test_who_is_killed_between_sending_and_forgetting_has_it_sent_again_with_the_same_id(servers: Servers) -> None:
    live = servers.start()
    file = servers.url.removeprefix("sqlite:///")
    with contextlib.closing(
        sqlite3.connect(file, isolation_level=None, timeout=PATIENCE, check_same_thread=False)
    ) as other:

        def take_the_lock(_: Received) -> str:
            if not servers.box.received:
                other.execute("BEGIN IMMEDIATE")
            return "250 OK"

        servers.box.on_letter = take_the_lock
        servers.write("twice")
        servers.box.wait(1)
        for worker in workers(live):
            worker.kill()
            worker.wait()
        assert other.execute("SELECT count(*) FROM outbox").fetchone() == (1,)
        other.execute("ROLLBACK")
    first, second = servers.box.wait(2)
    assert first.octets == second.octets
    eventually(lambda: not servers.waiting())
    assert live.stop() == 0


@pytest.mark.timeout(600)
def test_a_server_that_is_told_to_end_finishes_a_letter_and_begins_no_other(servers: Servers) -> None:
    live = servers.start()
    gate = Gate(servers.box)
    servers.write("one", "two")
    assert gate.came.acquire(timeout=PATIENCE)
    assert live.process is not None
    live.process.send_signal(signal.SIGTERM)
    eventually(lambda: not answers(live))
    gate.open()
    assert live.stop() == 0
    assert [received.subject for received in servers.box.received] == ["one"]
    assert servers.waiting() == 1
    again = servers.start()
    servers.box.wait(2)
    assert again.stop() == 0
