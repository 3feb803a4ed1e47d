# SPDX-License-Identifier: Apache-2.0
"""Denied calls and failed logins are entries of the journal (promise P27): who, from where, what, which code."""

import contextlib
import json
import logging
import re
import sqlite3
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from ngnprov.auth import denials
from ngnprov.auth.denials import Denial, Denials
from ngnprov.auth.pseudonyms import Pseudonyms
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import attempts
from ngnprov.sealing.key_file import add_key
from ngnprov.sealing.keys import create_key_file
from tests.auth.trying import at_once, code, code_of
from tests.support.live import Live
from tests.support.world import ADMIN, PASSWORD, World

STRANGER = "203.0.113.5"
CARL: dict[str, Any] = {"username": "carl", "password": "pw", "admin": False}
NAMES = [
    "kind",
    "login",
    "level",
    "entry",
    "behind",
    "address",
    "customer",
    "operation",
    "subject",
    "code",
    "before",
    "after",
]


def customer(world: World, name: str = "carl") -> int:
    """A customer of a reseller of his own; his number."""
    boss = world.call().addAccount(account={"username": f"boss of {name}", "password": "pw"})["id"]
    id: int = world.call().addAccount(account={"username": name, "password": "pw", "reseller": boss})["id"]
    return id


@pytest.fixture
def carl(world: World) -> int:
    """A customer ``carl``; his number."""
    return customer(world)


def entries(world: World, *kinds: str) -> list[dict[str, Any]]:
    """The entries of denials, oldest first."""
    listed = ", ".join(f"'{kind}'" for kind in kinds or ("denied", "login"))
    rows = world.sql(f"SELECT {', '.join(NAMES)} FROM journal WHERE kind IN ({listed}) ORDER BY id")
    return [dict(zip(NAMES, row, strict=True)) for row in rows]


def test_a_call_that_is_not_allowed_is_an_entry(world: World, carl: int) -> None:
    request = world.call(**CARL).envelope("addAccount", {"account": {"username": "canary", "password": "canary"}})
    answered = world.request(request, address=STRANGER)
    assert code_of(answered) == 902
    (told,) = entries(world)
    assert told == {
        "kind": "denied",
        "login": "carl",
        "level": "customer",
        "entry": carl,
        "behind": False,
        "address": STRANGER,
        "customer": carl,
        "operation": "addAccount",
        "subject": "CustomerPort",
        "code": 902,
        "before": None,
        "after": None,
    }
    ((request_id,),) = world.sql("SELECT request_id FROM journal WHERE kind = 'denied'")
    assert f">{request_id}<".encode() in answered.body


def test_a_change_that_is_refused_on_its_way_leaves_the_entry_and_nothing_else(world: World, carl: int) -> None:
    boss = world.call().addAccount(account={"username": "boss", "password": "pw", "resellerActive": True})["id"]
    before = world.fingerprint()
    mine = {"name": "sip_credit", "category": "credit", "value": "99", "permission": "admin"}
    as_boss = world.call(username="BOSS", password="pw", admin=False)
    assert as_boss.refused("setProperties", customer=boss, properties=[mine]).code == 902
    (told,) = entries(world)
    assert (told["login"], told["level"], told["operation"]) == ("boss", "reseller", "setProperties")
    assert json.loads(told["after"]) == {"field": "properties.0"}
    assert world.fingerprint() == before


def test_an_administrator_behind_an_entry_is_told_as_himself(world: World) -> None:
    assert world.call(impersonate=999).refused("addAccount", account={"username": "x", "password": "p"}).code == 902
    (told,) = entries(world)
    assert (told["login"], told["level"], told["entry"], bool(told["behind"])) == (ADMIN, "nobody", 999, True)


def test_a_failed_login_is_an_entry_with_the_name_that_is_known(world: World, carl: int) -> None:
    assert code(world, STRANGER, **{**CARL, "username": "CARL", "password": "canary"}) == 901
    assert code(world, STRANGER, username=ADMIN.upper(), password="canary") == 901
    assert [(told["login"], told["customer"], told["after"]) for told in entries(world)] == [
        ("carl", carl, None),
        (ADMIN, 0, '{"admin": true}'),
    ]
    for told in entries(world):
        assert (told["kind"], told["level"], told["address"]) == ("login", "nobody", STRANGER)
        assert (told["operation"], told["subject"], told["code"]) == ("getCustomers", "CustomerPort", 901)


def test_a_password_typed_into_the_field_of_the_name_is_nowhere(
    world: World, carl: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for admin in (True, False):
            for username in (PASSWORD, "canary"):
                for _ in range(12):
                    code(world, STRANGER, username=username, password="canary", admin=admin)
    assert {re.sub("[0-9a-f]{16}", "HASH", told["login"]) for told in entries(world)} == {"(unknown HASH)"}
    with world.database.engine.connect() as connection:
        stored = [
            repr(connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall())
            for table in ("journal", "login_attempts")
        ]
    told = repr(stored) + repr([record.__dict__ for record in caplog.records])
    assert "canary" not in told
    assert PASSWORD not in told


def test_the_hash_of_an_unknown_name_needs_the_key_file(tmp_path: Any) -> None:
    for name in ("one", "two"):
        create_key_file(tmp_path / name)
    one, same, two = (Pseudonyms(tmp_path / name) for name in ("one", "one", "two"))
    assert one.of("canary") == same.of("canary") != two.of("canary")
    assert one.of("canary") != one.of("canary2")
    add_key(tmp_path / "one")
    assert Pseudonyms(tmp_path / "one").of("canary") != one.of("canary")


def test_logins_that_are_too_many_are_one_entry_for_each_lock(world: World, carl: int) -> None:
    wrong = {**CARL, "password": "wrong"}
    with world.with_settings() as second:
        at_once([partial(code, at, STRANGER, **wrong) for at in (world, second) * 12])
        assert [code(at, STRANGER, **CARL) for at in (world, second) * 5] == [905] * 10
        second.app.settle()
        assert [told["code"] for told in entries(world) if told["code"] == 901] == [901] * 10
        assert [(told["login"], told["address"]) for told in entries(world) if told["code"] == 905] == [
            ("carl", STRANGER)
        ]


def test_a_network_that_tries_many_names_is_one_entry_when_it_is_locked(sqlite_world: World) -> None:
    names = [f"name {number}" for number in range(120)]
    codes = [code(sqlite_world, STRANGER, username=name, password="x", admin=False) for name in names]
    assert codes == [901] * 100 + [905] * 20
    assert [told["code"] for told in entries(sqlite_world)] == [901] * 100 + [905]


def test_the_next_window_has_an_entry_of_its_own(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_800_000_000]
    monkeypatch.setattr("ngnprov.auth.throttle.time.time", lambda: now[0])
    for _ in range(2):
        for _ in range(13):
            code(sqlite_world, STRANGER, username="x", password="x", admin=False)
        now[0] += 900
    assert [told["code"] for told in entries(sqlite_world)] == ([901] * 10 + [905]) * 2


def test_a_lock_has_its_entry_after_the_clock_was_set_back(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000]
    monkeypatch.setattr("ngnprov.auth.throttle.time.time", lambda: now[0])
    for _ in range(2):
        for _ in range(13):
            code(sqlite_world, STRANGER, username="x", password="x", admin=False)
        now[0] -= 3600
    assert [told["code"] for told in entries(sqlite_world)] == ([901] * 10 + [905]) * 2


def test_an_entry_that_comes_late_is_written_once_and_hides_no_later_lock(sqlite_world: World) -> None:
    early, late, end = 1_800_000_000, 1_800_000_900, 1_800_001_800

    def tell(since: int) -> bool:
        return sqlite_world.database.write(lambda unit: attempts.tell(unit, "x", STRANGER, since))

    def count(moment: int) -> None:
        sqlite_world.database.write(lambda unit: attempts.count(unit, "x", STRANGER, moment, 900))

    count(early)
    count(late)
    assert [tell(early), tell(early), tell(late), tell(late), tell(early)] == [True, False, True, False, False]
    count(end)
    assert [tell(end), tell(late), tell(end)] == [True, False, False]


def test_a_flood_of_denied_calls_is_no_flood_of_entries(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(denials, "PER_SOURCE", 3)
    monkeypatch.setattr("ngnprov.auth.denials.time.monotonic", lambda: 60.0)
    for name in ("carl", "carla"):
        customer(sqlite_world, name)
        caller = sqlite_world.call(**{**CARL, "username": name})
        for _ in range(8):
            assert caller.refused("addAccount", account={"username": "x", "password": "p"}).code == 902
    told = entries(sqlite_world)
    assert [each["login"] for each in told] == ["carl"] * 3 + ["carla"] * 3
    assert [each["after"] is not None for each in told] == [False, False, True] * 2
    assert len([record for record in caplog.records if record.getMessage() == "denied"]) == 16


def test_all_sources_together_make_no_flood_either(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(denials, "AT_ALL", 4)
    monkeypatch.setattr("ngnprov.auth.denials.time.monotonic", lambda: 60.0)
    for number in range(8):
        code(sqlite_world, f"203.0.113.{number}", username="x", password="x", admin=False)
    assert len(entries(sqlite_world)) == 4


@contextlib.contextmanager
def taken(world: World) -> Iterator[None]:
    """Meanwhile somebody else holds the right to write."""
    with world.database.writing():
        yield


def test_who_is_denied_does_not_wait_for_a_busy_database_and_the_entry_comes_later(
    sqlite_world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ngnprov.db.ledgers.deferred.PAUSE", 0.01)
    customer(sqlite_world)
    caller = sqlite_world.call(**CARL)
    caller.getCustomers(query={})
    with taken(sqlite_world):
        assert caller.refused("addAccount", account={"username": "x", "password": "p"}).code == 902
        assert [record.getMessage() for record in caplog.records if record.name == "ngnprov.soap"] == ["denied"]
        with sqlite_world.database.engine.connect() as connection:
            counted = "SELECT count(*) FROM journal WHERE kind = 'denied'"
            assert connection.exec_driver_sql(counted).scalar() == 0
    assert [told["code"] for told in entries(sqlite_world)] == [902]


def test_entries_that_the_database_never_takes_are_told_by_the_log(
    tmp_path: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ngnprov.db.ledgers.deferred.PAUSE", 0.01)
    monkeypatch.setattr(denials, "WAITING", 3)
    ended: list[bool] = []
    monkeypatch.setattr(
        "ngnprov.db.ledgers.deferred.threading.main_thread",
        lambda: type("Main", (), {"is_alive": lambda _: not ended})(),
    )
    keeper = Denials(Database(f"sqlite:///{tmp_path}/gone.db"))
    for _ in range(5):
        keeper.add("somebody", Denial({"operation": "x"}))
    while not any(record.getMessage().startswith("denied calls wait") for record in caplog.records):
        time.sleep(0.01)
    ended.append(True)
    keeper.settle()
    missing = [record for record in caplog.records if record.getMessage().startswith("entries of denied calls are")]
    assert sum(vars(record)["count"] for record in missing) == 5


def test_a_server_that_ends_writes_its_entries_before(tmp_path: Any) -> None:
    with Live(tmp_path) as live:
        for number in range(5):
            assert live.call(username=f"nobody {number}").refused("getCustomers", query={}).code == 901
        assert live.stop() == 0
        with contextlib.closing(sqlite3.connect(tmp_path / "ngnprov.db")) as connection:
            assert connection.execute("SELECT count(*) FROM journal WHERE kind = 'login'").fetchone() == (5,)
        assert "missing in the journal" not in live.log
