# SPDX-License-Identifier: Apache-2.0
"""A change that names its request is made once, whatever breaks between client, server and COMMIT (promise P11)."""

import contextlib
import http.client
import random
import re
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from ngnprov.settings import Settings
from tests.promises.cutting import Answer, Change, Client, Cut, insist, send
from tests.support.examination import examine
from tests.support.live import Live
from tests.support.steady import workers
from tests.support.world import ADMIN, Template, World

CLIENTS = 4
CUTS = 10
"""In a round."""
BETWEEN_KILLS = 40
"""So many cuts lie between one kill -9 and the next."""

MONEY = 10_000
"""What is stored of 1.00: amounts have four decimals."""

DIE = """
import os, signal, threading
from ngnprov.calls import idempotency
from ngnprov.db.unit import Unit

commit, keep, here = Unit.commit, idempotency.keep, threading.local()

def keep_and_tell(*args, **kwargs):
    keep(*args, **kwargs)
    here.is_kept = True

def commit_and_die(self):
    commit(self)
    if not here.__dict__.pop("is_kept", False):
        return  # what a job of the server has done meanwhile
    try:
        os.unlink({mark!r})
    except FileNotFoundError:
        return
    os.killpg(0, signal.SIGKILL)

Unit.commit, idempotency.keep = commit_and_die, keep_and_tell
"""
"""A sitecustomize.py: what Python runs first in the server and in each of its workers."""


@pytest.fixture
def settings(template: Template, tmp_path: Path) -> Iterator[Settings]:
    """Of a fresh database of either kind; the key lies where a live server looks for it."""
    with template.settings(tmp_path) as settings:
        shutil.copy(template.key_file, tmp_path / "ngnprov.key")
        yield settings


@contextlib.contextmanager
def serving(settings: Settings, place: Path) -> Iterator[Live]:
    """Two workers, and a prepaid account to pay into."""
    live = Live(place, "--workers", "2", database=settings.database.url)
    live.admin = ADMIN
    live.start()
    try:
        properties = [{"name": "sip_credit", "category": "credit", "value": "100000", "permission": "admin"}]
        given = {"username": "r", "password": "p", "resellerActive": True, "properties": properties}
        reseller = live.call().addAccount(account=given)["id"]
        given = {"username": "c", "password": "p", "reseller": reseller, "properties": properties}
        customer = live.call().addAccount(account=given)["id"]
        live.call().sip.addDomain(domain={"domain": "a.example", "customer": customer})
        live.call().sip.addAccount(account={"id": address("payer"), "password": "p", "prepaid": True})
        yield live
    finally:
        assert live.stop() == 0


def address(username: str) -> dict[str, str]:
    return {"username": username, "domain": "a.example"}


def change(live: Live, id: str, value: int = 1) -> Change:
    """A credit or, every second time, a new account; every third one names its request in HTTP."""
    number = int(id.rpartition("-")[2])
    operation, arguments = (
        ("addBalance", {"sipId": address("payer"), "value": value, "description": id})
        if number % 2
        else ("addAccount", {"account": {"id": address(id), "password": "p"}})
    )
    by_key = number % 3 == 0
    caller = live.call() if by_key else live.call().asking(id=id)
    return Change(id, caller.envelope(operation, arguments, "Sip"), by_key)


def paid(settings: Settings) -> list[tuple[str, float]]:
    """What was paid in, in its order."""
    with World(settings) as world:
        return [
            (text, value / MONEY) for text, value in world.sql("SELECT description, value FROM sip_ledger ORDER BY id")
        ]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_thousand_cut_connections_double_and_lose_nothing(settings: Settings, tmp_path: Path, rounds: int) -> None:
    with serving(settings, tmp_path) as live:
        clients = [
            Client(live, f"c{number}", -(-rounds * CUTS // CLIENTS), lambda id: change(live, id))
            for number in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        kills = disturb(live, clients)
        assert [client.wrong for client in clients] == [[]] * CLIENTS
    assert sum(sum(client.was_cut.values()) for client in clients) >= rounds * CUTS
    assert all(sum(client.was_cut[cut] for client in clients) for cut in Cut)
    assert kills >= rounds * CUTS // BETWEEN_KILLS - 1
    ids = {id for client in clients for id in client.made}
    credits = {id for id in ids if int(id.rpartition("-")[2]) % 2}
    told = paid(settings)
    assert sorted(text for text, _ in told) == sorted(credits)
    with World(settings) as world:
        assert [balance / MONEY for (balance,) in world.sql("SELECT balance FROM sip_balances")] == [len(credits)]
        assert {name for (name,) in world.sql("SELECT username FROM sip_accounts")} == {"payer", *ids - credits}
        assert world.sql("SELECT count(*) FROM idempotency") == [(len(ids),)]
        assert world.sql("SELECT count(*) FROM journal WHERE operation = 'addBalance'") == [(len(credits),)]
        assert examine(world.database) == [], "counters equal a recount"


def disturb(live: Live, clients: Sequence[Client]) -> int:
    """kill -9, now of a worker and now of them all, until all clients have ended; how many times."""
    chance = random.Random(11)
    host, port = live.address
    kills = 0
    while any(client.is_alive() for client in clients):
        time.sleep(0.01)
        if sum(sum(client.was_cut.values()) for client in clients) < BETWEEN_KILLS * (kills + 1):
            continue
        kills += 1
        if kills % 2:
            chance.choice(workers(live)).kill()
            continue
        live.kill()
        live.start(f"{host}:{port}")
    return kills


def test_a_server_killed_between_commit_and_answer_gives_the_answer_later(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "die"
    (tmp_path / "sitecustomize.py").write_text(DIE.format(mark=str(mark)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serving(settings, tmp_path) as live:
        mine = change(live, "order-1", value=7)
        mark.touch()
        assert send(live, mine.bytes()) is None
        assert not mark.exists()
        assert live.process is not None
        assert live.process.wait(30) == -9
        assert paid(settings) == [("order-1", 7)], "it was committed"
        live.start()
        answers = [insist(live, mine) for _ in range(2)]
        assert [answer.is_replayed for answer in answers] == [True, True]
        assert answers[0].body == answers[1].body
        assert b'<new_balance xsi:type="xsd:double">7' in answers[0].body
        assert paid(settings) == [("order-1", 7)]


def test_another_worker_gives_the_same_answer(settings: Settings, tmp_path: Path) -> None:
    with serving(settings, tmp_path) as live:
        mine = change(live, "order-1")
        first = insist(live, mine)
        told: dict[str, bytes] = {}
        for _ in range(1000):
            worker, body = asked_again(live, mine)
            told[worker] = body
            if len(told) == 2:
                break
        assert list(told.values()) == [first.soap_body] * 2
        assert paid(settings) == [("order-1", 1)]


def asked_again(live: Live, change: Change) -> tuple[str, bytes]:
    """Who answered, which the number of a fault on the same connection tells, and what."""
    with contextlib.closing(http.client.HTTPConnection(*live.address, timeout=30)) as connection:
        connection.request("POST", "/", change.body, {"Content-Type": "text/xml"})
        body = connection.getresponse().read()
        connection.request("POST", "/", b"", {"Content-Type": "text/xml"})
        found = re.search(rb"<requestId[^>]*>(\w{10})", connection.getresponse().read())
    assert found is not None
    return found.group(1).decode(), body[body.index(b"<SOAP-ENV:Body>") :]


@contextlib.contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Nobody can pay in: on SQLite nobody can write, on PostgreSQL a change waits in the middle of its transaction."""
    url = settings.database.url
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
        return
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        connection.execute("LOCK TABLE sip_ledger IN EXCLUSIVE MODE")
        yield
        connection.rollback()


def test_a_second_call_waits_for_the_first_and_gets_its_answer(settings: Settings, tmp_path: Path) -> None:
    with serving(settings, tmp_path) as live, ThreadPoolExecutor(4) as pool:
        mine = change(live, "order-1")
        with held(settings):
            begun = [pool.submit(send, live, mine.bytes()) for _ in range(4)]
            time.sleep(0.7)
            assert not any(each.done() for each in begun)
        answers = [answer for each in begun if (answer := each.result()) is not None]
        assert [answer.status for answer in answers] == [200] * 4
        assert sorted(answer.is_replayed for answer in answers) == [False, True, True, True]
        assert len({answer.soap_body for answer in answers}) == 1
        assert paid(settings) == [("order-1", 1)]


def test_who_waits_too_long_is_told_so_and_may_ask_again(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "ngnprov.ini").write_text("[database]\nwrite_wait = 1\n")
    with serving(settings, tmp_path) as live, ThreadPoolExecutor(2) as pool:
        mine = change(live, "order-1")
        with held(settings):
            begun = [pool.submit(send, live, mine.bytes()) for _ in range(2)]
            answers = [answer for each in begun if (answer := each.result()) is not None]
        assert [answer.code for answer in answers] == [202, 202]
        assert paid(settings) == []
        assert not insist(live, mine).is_replayed
        assert insist(live, mine).is_replayed
        assert paid(settings) == [("order-1", 1)]


def test_an_id_that_many_send_with_other_contents_is_used_once(settings: Settings, tmp_path: Path) -> None:
    with serving(settings, tmp_path) as live, ThreadPoolExecutor(8) as pool:
        begin = threading.Barrier(8)

        def ask(value: int) -> Answer:
            begin.wait()
            return insist(live, change(live, "order-1", value=value))

        answers = list(pool.map(ask, range(1, 9)))
        assert sorted(answer.code for answer in answers) == [0, *[904] * 7]
        (value,) = [value for value, answer in enumerate(answers, 1) if answer.code == 0]
        assert paid(settings) == [("order-1", value)]
