# SPDX-License-Identifier: Apache-2.0
"""Logins: what is remembered, what is refused at once, and how often anybody may guess (promises P20 to P22)."""

import itertools
import logging
import re
import subprocess
import sys
import threading
from typing import Any

import pytest

from ngnprov.auth import administrators, passwords, remembered
from ngnprov.auth.logins import Header, Logins
from ngnprov.auth.throttle import network_of
from ngnprov.calls.actor import Actor, Level
from ngnprov.errors import SAY_ADMIN, NotAuthenticated
from ngnprov.settings import LoginSettings
from tests.auth.trying import code
from tests.support.caller import Fault
from tests.support.world import ADMIN, PASSWORD, Visit, World


@pytest.fixture
def verifications(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that argon2 looked at."""
    seen: list[str] = []
    real = passwords.is_right

    def counted(stored: str, password: str) -> bool:
        seen.append(password)
        return real(stored, password)

    monkeypatch.setattr(passwords, "is_right", counted)
    return seen


def test_a_known_login_is_not_hashed_again(sqlite_world: World, verifications: list[str]) -> None:
    assert [code(sqlite_world) for _ in range(20)] == [0] * 20
    assert verifications == [PASSWORD]


def test_what_is_remembered_ages(sqlite_world: World, verifications: list[str]) -> None:
    with sqlite_world.with_settings(login=LoginSettings(cache_seconds=0)) as forgetful:
        assert [code(forgetful) for _ in range(3)] == [0] * 3
    assert len(verifications) == 3


def test_a_wrong_password_is_refused_though_the_right_one_is_remembered(sqlite_world: World) -> None:
    assert code(sqlite_world) == 0
    assert code(sqlite_world, password=PASSWORD + "x") == 901
    assert code(sqlite_world) == 0


def test_a_change_in_another_process_counts_at_once(world: World, tmp_path: Any) -> None:
    administrators.add(world.database, "another", "hunter hunter zebra")  # the last one cannot be disabled
    assert code(world) == 0
    script = (
        "import sys; from ngnprov.auth import administrators; from ngnprov.db.engine import Database\n"
        "database = Database(sys.argv[1]); getattr(administrators, sys.argv[2])(database, 'ROOT', *eval(sys.argv[3]))"
    )

    def elsewhere(function: str, arguments: str) -> None:
        command = [sys.executable, "-c", script, world.settings.database.url, function, arguments]
        subprocess.run(command, check=True, cwd=tmp_path)

    elsewhere("set_password", "('another battery staple',)")
    assert code(world) == 901
    assert code(world, password="another battery staple") == 0
    elsewhere("set_disabled", "(True,)")
    assert code(world, password="another battery staple") == 901
    elsewhere("set_disabled", "(False,)")
    assert code(world, password="another battery staple") == 0


def test_at_most_ten_of_a_thousand_guesses_are_looked_at(sqlite_world: World, verifications: list[str]) -> None:
    codes = [code(sqlite_world, password=f"guess {number}") for number in range(1000)]
    assert codes == [901] * 10 + [905] * 990
    assert len(verifications) == 10
    assert code(sqlite_world) == 905
    assert code(sqlite_world, address="192.0.2.1") == 0


def test_guesses_at_once_are_no_more_than_guesses_one_by_one(world: World, verifications: list[str]) -> None:
    codes: list[int] = []
    threads = [threading.Thread(target=lambda: codes.append(code(world, password="guess"))) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [901] * 10 + [905] * 22
    assert len(verifications) == 10


def test_workers_share_the_count_and_a_restart_keeps_it(world: World) -> None:
    for _ in range(5):
        assert code(world, password="guess") == 901
    with world.with_settings(login=LoginSettings()) as other:
        assert [code(other, password="guess") for _ in range(6)] == [901] * 5 + [905]


def test_nobody_locks_the_owner_out_of_his_usual_address(sqlite_world: World) -> None:
    settings = LoginSettings(failures=3, failures_per_name=5, failures_per_address=5)
    with sqlite_world.with_settings(login=settings) as world:
        assert code(world, address="192.0.2.1") == 0
        for number in range(20):
            code(world, password="guess", address=f"198.51.100.{number}")
        assert code(world, password="guess", address="203.0.113.9") == 905
        with sqlite_world.with_settings(login=settings) as restarted:
            assert code(restarted, address="192.0.2.1") == 0


def test_one_address_does_not_try_many_names(sqlite_world: World) -> None:
    with sqlite_world.with_settings(login=LoginSettings(failures_per_address=5)) as world:
        codes = [code(world, username=f"name{number}", password="guess") for number in range(8)]
        assert codes == [901] * 5 + [905] * 3


def test_the_window_passes_and_a_clock_set_back_does_not_lock_for_ever(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000]
    monkeypatch.setattr("ngnprov.auth.throttle.time.time", lambda: now[0])
    for _ in range(11):
        last = code(sqlite_world, password="guess")
    assert last == 905
    now[0] += 901
    assert code(sqlite_world, password="guess") == 901
    for _ in range(10):
        last = code(sqlite_world, password="guess")
    assert last == 905
    now[0] -= 50_000_000
    assert code(sqlite_world) == 0


def test_a_worker_a_second_behind_does_not_begin_to_count_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = itertools.cycle((1_800_000_001, 1_800_000_000))
    monkeypatch.setattr("ngnprov.auth.throttle.time.time", lambda: next(seconds))
    assert [code(world, password="guess") for _ in range(12)] == [901] * 10 + [905] * 2


def test_many_first_calls_of_a_known_pair_at_once_all_pass(world: World) -> None:
    assert code(world) == 0
    with world.with_settings(login=LoginSettings()) as restarted:
        codes: list[int] = []
        threads = [threading.Thread(target=lambda: codes.append(code(restarted))) for _ in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert codes == [0] * 24


@pytest.mark.parametrize("username", ["nobody", "off"])
def test_unknown_and_disabled_names_cost_as_much_as_known_ones(
    sqlite_world: World, verifications: list[str], username: str
) -> None:
    administrators.add(sqlite_world.database, "off", "hunter hunter zebra")
    administrators.set_disabled(sqlite_world.database, "off", True)
    assert code(sqlite_world, username=username, password="hunter hunter zebra") == 901
    assert verifications == ["hunter hunter zebra"]


def test_an_outdated_hash_is_renewed_at_login(sqlite_world: World) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    sqlite_world.sql("UPDATE administrators SET password = '%s'" % old)
    assert [code(sqlite_world), code(sqlite_world)] == [0, 0]
    ((stored,),) = sqlite_world.sql("SELECT password FROM administrators")
    assert "m=19456,t=2,p=1" in stored


def test_memory_of_logins_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    memory = remembered.Remembered(60)
    for number in range(10):
        memory.remember(("customer", f"u{number}", "192.0.2.1"), "p", b"x")
    assert len(memory._known) == 3
    assert memory.knows(("customer", "u9", "192.0.2.1"), "p", b"x")
    assert not memory.knows(("customer", "u9", "192.0.2.1"), "p", b"y")
    assert not memory.knows(("customer", "u9", "192.0.2.2"), "p", b"x")
    assert not memory.knows(("customer", "u0", "192.0.2.1"), "p", b"x")


def test_no_password_in_logs_or_representations(sqlite_world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for _ in range(12):
            code(sqlite_world, username="canary-2\n", password="canary-1")
        code(sqlite_world)
        assert code(sqlite_world, username=f" {ADMIN}") == 901
        assert code(sqlite_world, password="canary-1") == 901
    told = repr([record.__dict__ for record in caplog.records]) + repr(Header("u", "canary-1"))
    assert "canary" not in told
    assert PASSWORD not in told
    failed = [record for record in caplog.records if record.name == "ngnprov.auth"]
    assert {record.getMessage() for record in failed} == {"login failed", "login refused: too many attempts"}
    names = [record.__dict__["login"] for record in failed]
    assert [re.sub("[0-9a-f]{16}", "HASH", name) for name in names] == ["(unknown HASH)"] * 13 + [ADMIN]
    assert names[0] == names[11] != names[12]


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unix", "unix"),
    ],
)
def test_what_counts_as_one_address(address: str, counted_as: str) -> None:
    assert network_of(address) == counted_as


def test_every_case_of_a_name_is_the_same_login(sqlite_world: World) -> None:
    assert code(sqlite_world, username=ADMIN.upper()) == 0


def test_a_fault_says_901_the_same_way_for_all(sqlite_world: World) -> None:
    texts = set()
    for login in ({"username": "x"}, {"password": "x"}, {"admin": False}, {"username": ""}, {"password": None}):
        with pytest.raises(Fault) as caught:
            sqlite_world.call(**login).getCustomers(query={})
        texts.add((caught.value.code, caught.value.text))
    assert texts == {(901, f"the login is not known or its password is wrong; {SAY_ADMIN}")}


@pytest.fixture
def people(world: World) -> tuple[World, Logins, dict[str, int]]:
    """Two resellers, and a deputy and a customer of the first."""
    admin = world.call()
    ids: dict[str, int] = {}
    for name, members in (
        ("one", {}),
        ("two", {}),
        ("deputy", {"reseller": 1, "impersonate": 1}),
        ("c", {"reseller": 1}),
    ):
        ids[name] = admin.addAccount(account={"username": name, "password": "p", **members})["id"]
    assert ids["one"] == 1
    return world, world.app._logins, ids


def looked_at_twice(people: tuple[World, Logins, dict[str, int]], header: Header, change: Any) -> tuple[Actor, Actor]:
    """The actor at login, and in the unit that writes, after a change."""
    world, found, _ = people
    actor, unit = found.actor(header, Visit())
    unit.close()
    change(world.call())
    with world.database.writing() as unit:
        return actor, found.look_again(unit, actor)


def test_who_did_not_change_is_the_same_in_the_unit_that_writes(people: Any) -> None:
    headers = [Header(name, "p") for name in people[2]]
    headers += [Header(ADMIN, PASSWORD, True, impersonated) for impersonated in (0, *people[2].values(), 4711)]
    for header in headers:
        before, after = looked_at_twice(people, header, lambda admin: None)
        assert before == after
    assert after.level is Level.NOBODY


def test_an_entry_that_moved_has_its_new_scope_in_the_unit_that_writes(people: Any) -> None:
    ids = people[2]
    for header, id, level in (
        (Header("two", "p"), ids["two"], Level.RESELLER),
        (Header("c", "p"), ids["c"], Level.CUSTOMER),
        (Header(ADMIN, PASSWORD, True, ids["deputy"]), ids["deputy"], Level.RESELLER),
    ):
        target = ids["one"] if id == ids["two"] else ids["two"]
        before, after = looked_at_twice(
            people, header, lambda admin: admin.updateAccount(account={"id": id, "reseller": target})
        )
        assert before.level is level
        assert (after.level, after.customer, after.reseller) == (Level.CUSTOMER, id, target)
        people[0].call().updateAccount(account={"id": id, "reseller": before.reseller})


def test_a_deputy_who_is_one_no_more_is_a_customer_in_the_unit_that_writes(people: Any) -> None:
    before, after = looked_at_twice(
        people,
        Header("deputy", "p"),
        lambda admin: admin.updateAccount(account={"id": people[2]["deputy"], "impersonate": 0}),
    )
    assert (before.level, after.level) == (Level.RESELLER, Level.CUSTOMER)


def test_an_entry_that_is_gone_has_no_rights_in_the_unit_that_writes(people: Any) -> None:
    id = people[2]["c"]
    _, after = looked_at_twice(people, Header(ADMIN, PASSWORD, True, id), lambda admin: admin.deleteAccount(id=id))
    assert after.level is Level.NOBODY
    with pytest.raises(NotAuthenticated):
        looked_at_twice(people, Header("deputy", "p"), lambda admin: admin.deleteAccount(id=people[2]["deputy"]))
    administrators.add(people[0].database, "another", "hunter hunter zebra")  # the last one cannot be disabled
    with pytest.raises(NotAuthenticated):
        looked_at_twice(
            people,
            Header(ADMIN, PASSWORD, True),
            lambda admin: administrators.set_disabled(people[0].database, ADMIN, disabled=True),
        )
