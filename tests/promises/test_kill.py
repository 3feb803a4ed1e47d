# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random moments: nothing acknowledged is lost, nothing is half done (promise P6)."""

import http.client
import random
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from ngnprov.db.engine import Database
from tests.support.caller import Caller, Fault, Sent
from tests.support.examination import examine
from tests.support.live import Live

WRITERS = 4


class Writer(threading.Thread):
    """Creates customers until the server is gone; remembers what was acknowledged."""

    def __init__(self, live: Live, number: int, round: int) -> None:
        super().__init__()
        self.live, self.prefix = live, f"r{round}w{number}"
        self.acknowledged: list[str] = []

    def run(self) -> None:
        host, _, port = self.live.url.removeprefix("http://").partition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)

        def exchange(sent: Sent) -> bytes:
            connection.request("POST", sent.path, sent.body, {"Content-Type": "text/xml"})
            return connection.getresponse().read()

        caller = Caller(exchange, {"username": "admin", "password": self.live.password, "admin": True}, "encoded")
        properties = [{"name": "sip_credit", "category": "", "value": "5", "permission": "admin"}]
        for number in range(100_000):
            username = f"{self.prefix}-{number}"
            try:
                caller.addAccount(account={"username": username, "password": "p", "properties": properties})
            except (OSError, http.client.HTTPException, Fault, ValueError, SyntaxError):
                return
            self.acknowledged.append(username)


def _wait_for(count: int, writers: list[Writer]) -> None:
    """Until so many writes were acknowledged: a busy machine takes longer for a round and proves as much with it."""
    while sum(len(writer.acknowledged) for writer in writers) < count:
        assert any(writer.is_alive() for writer in writers), "every writer was refused"
        time.sleep(0.001)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_kill_9_at_random_moments_loses_nothing_acknowledged(tmp_path: Path, rounds: int) -> None:
    live = Live(tmp_path)
    live.init()
    acknowledged: set[str] = set()
    chance = random.Random(7)
    live.start()
    for round in range(rounds):
        writers = [Writer(live, number, round) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        _wait_for(chance.randint(1, 40), writers)
        time.sleep(chance.uniform(0, 0.02))  # any moment of a write, not only the one after an answer
        live.kill()
        for writer in writers:
            writer.join(30)
            acknowledged.update(writer.acknowledged)
        live.start()
    assert live.stop() == 0
    assert len(acknowledged) >= rounds
    with sqlite3.connect(tmp_path / "ngnprov.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = {row[0] for row in connection.execute("SELECT username FROM customers")}
        journaled = connection.execute("SELECT count(*) FROM journal WHERE operation = 'addAccount'").fetchone()
        limits = connection.execute(
            "SELECT count(*) FROM counters WHERE kind = 'sip_credit' AND \"limit\" = 5"
        ).fetchone()
        properties = connection.execute("SELECT count(*) FROM customer_properties").fetchone()
    assert acknowledged <= stored
    assert journaled == limits == properties == (len(stored),)
    database = Database(f"sqlite:///{tmp_path}/ngnprov.db")
    assert examine(database) == []
    database.close()
