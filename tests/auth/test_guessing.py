# SPDX-License-Identifier: Apache-2.0
"""Guessing passwords, and locking others out by it: rules L-A and L-B of docs/contract/login.md (promise P20)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from ngnprov.settings import LoginSettings
from tests.auth.trying import answer, at_once, changes, code, code_of, member
from tests.support.world import ADMIN, PASSWORD, World

HOME, FRONT_END, STRANGER = "192.0.2.1", "192.0.2.80", "203.0.113.5"
OWNER = {"username": "owner", "password": "x7kd2a", "admin": False}
WRONG = {**OWNER, "password": "wrong"}
NOBODY = {"username": "nobody", "password": "wrong", "admin": False}


@pytest.fixture(autouse=True)
def owner(request: pytest.FixtureRequest) -> None:
    """A customer who is the owner of what others guess at, and another one."""
    name = "world" if "world" in request.fixturenames else "sqlite_world"
    world: World = request.getfixturevalue(name)
    for username in ("owner", "other"):
        world.call().addAccount(account={"username": username, "password": "x7kd2a"})


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The time of the throttle."""
    moment = [1_800_000_000]
    monkeypatch.setattr("ngnprov.auth.throttle.time.time", lambda: moment[0])
    return moment


@pytest.fixture
def cold(sqlite_world: World) -> Iterator[World]:
    """The same server after a restart: no login is remembered."""
    with sqlite_world.with_settings() as world:
        yield world


def test_l_a_a_login_in_use_helps_no_stranger_to_guess(world: World) -> None:
    assert code(world, HOME, **OWNER) == 0
    codes = [code(world, STRANGER, **WRONG) for _ in range(1500)]
    assert codes == [901] * 10 + [905] * 1490
    assert code(world, STRANGER, **OWNER) == 905
    assert code(world, HOME, **OWNER) == 0
    with world.with_settings() as restarted:
        assert code(restarted, STRANGER, **OWNER) == 905
        assert code(restarted, HOME, **OWNER) == 0


def test_l_a_who_guesses_at_an_administrator_from_everywhere_is_no_better_off(sqlite_world: World) -> None:
    with sqlite_world.with_settings(login=LoginSettings(failures_per_name=12)) as world:
        assert code(world, HOME) == 0
        codes = [code(world, f"203.0.113.{number}", password="guess") for number in range(15)]
        assert codes == [901] * 12 + [905] * 3
        assert code(world, "203.0.113.99") == 905
        assert code(world, HOME) == 0


def test_l_a_an_ipv6_host_is_no_stranger_in_its_own_network(sqlite_world: World, monkeypatch: Any) -> None:
    assert code(sqlite_world, "2001:db8:1:2::1", **OWNER) == 0
    with changes(monkeypatch) as made:
        assert code(sqlite_world, "2001:db8:1:2:3:4:5:6", **OWNER) == 0
        assert made == []
        assert code(sqlite_world, "2001:db8:1:3::1", **OWNER) == 0
        assert made != []


def test_a_remembered_login_changes_nothing_in_the_database(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for login in ({}, OWNER):
        assert code(world, HOME, **login) == 0
        with changes(monkeypatch) as made:
            assert [code(world, HOME, **login) for _ in range(5)] == [0] * 5
        assert made == []


def test_l_b_a_flood_beyond_the_limit_changes_nothing_in_the_database(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [code(world, STRANGER, **WRONG) for _ in range(11)] == [901] * 10 + [905]
    world.app.settle()
    with changes(monkeypatch) as made:
        assert {code(world, STRANGER, **WRONG) for _ in range(50)} == {905}
    assert made == []


def test_l_b_ten_wrong_guesses_lock_that_network_for_that_name_and_nobody_else(sqlite_world: World) -> None:
    assert [code(sqlite_world, STRANGER, **WRONG) for _ in range(11)] == [901] * 10 + [905]
    assert code(sqlite_world, STRANGER, **{**OWNER, "username": "other"}) == 0
    assert code(sqlite_world, HOME, **OWNER) == 0
    assert code(sqlite_world, STRANGER, **OWNER) == 905


def test_l_b_a_lock_tells_how_long_it_lasts(sqlite_world: World, now: list[int]) -> None:
    for _ in range(10):
        code(sqlite_world, STRANGER, **WRONG)
    now[0] += 100
    locked = answer(sqlite_world, STRANGER, **WRONG)
    assert (code_of(locked), member(locked, "retryAfter"), locked.headers["Retry-After"]) == (905, "800", "800")
    assert member(locked, "errorstring") == "too many logins failed; try again in 14 minutes"
    now[0] += 800
    assert code(sqlite_world, STRANGER, **OWNER) == 0


def test_h8_ten_wrong_ones_through_a_shared_front_end_do_not_lock_the_owner_there(
    sqlite_world: World, cold: World
) -> None:
    assert code(sqlite_world, FRONT_END, **OWNER) == 0
    assert [code(sqlite_world, FRONT_END, **WRONG) for _ in range(10)] == [901] * 10
    assert code(cold, FRONT_END, **OWNER) == 0


def test_l_b_where_the_owner_was_right_one_attempt_a_minute_is_looked_at(
    sqlite_world: World, cold: World, now: list[int]
) -> None:
    assert code(sqlite_world, FRONT_END, **OWNER) == 0
    assert [code(cold, FRONT_END, **WRONG) for _ in range(10)] == [901] * 10
    now[0] += 5
    assert [code(cold, FRONT_END, **WRONG) for _ in range(2)] == [901, 905]
    now[0] += 20
    locked = answer(cold, FRONT_END, **OWNER)
    assert (code_of(locked), member(locked, "retryAfter")) == (905, "40")
    now[0] += 40
    assert code(cold, FRONT_END, **OWNER) == 0
    assert code(sqlite_world, FRONT_END, **OWNER) == 0, "what is remembered was spared all along"


def test_l_b_in_a_quarter_of_an_hour_few_guesses_are_looked_at_even_there(sqlite_world: World, now: list[int]) -> None:
    assert code(sqlite_world, FRONT_END, **OWNER) == 0
    codes = []
    for _ in range(299):
        now[0] += 3
        codes.append(code(sqlite_world, FRONT_END, **WRONG))
    assert codes.count(901) <= 10 + 15
    assert set(codes) == {901, 905}


def test_l_b_a_right_password_does_not_begin_a_new_count_of_wrong_ones(sqlite_world: World) -> None:
    assert [code(sqlite_world, FRONT_END, **WRONG) for _ in range(9)] == [901] * 9
    assert code(sqlite_world, FRONT_END, **OWNER) == 0
    assert [code(sqlite_world, FRONT_END, **WRONG) for _ in range(3)] == [901, 901, 905]


def test_h8_guesses_from_everywhere_do_not_lock_the_owner_where_he_was_right(sqlite_world: World, cold: World) -> None:
    assert code(sqlite_world, HOME, **OWNER) == 0
    codes = [code(sqlite_world, f"203.0.113.{number}", **WRONG) for number in range(110)]
    assert codes == [901] * 100 + [905] * 10
    assert code(cold, HOME, **OWNER) == 0
    assert code(cold, HOME, **WRONG) == 901
    assert code(cold, "198.51.100.7", **OWNER) == 905


def test_h8_made_up_names_do_not_lock_a_login_that_is_known_at_their_address(sqlite_world: World, cold: World) -> None:
    assert code(sqlite_world, FRONT_END, **OWNER) == 0
    codes = [code(sqlite_world, FRONT_END, **{**NOBODY, "username": f"name {number}"}) for number in range(105)]
    assert codes == [901] * 100 + [905] * 5
    assert code(cold, FRONT_END, **OWNER) == 0
    assert code(cold, FRONT_END, **{**OWNER, "username": "other"}) == 905
    assert code(cold, HOME, **{**OWNER, "username": "other"}) == 0


@pytest.mark.parametrize("admin", [False, True])
def test_names_that_nobody_has_are_answered_as_those_that_somebody_has(sqlite_world: World, admin: bool) -> None:
    known = {"username": ADMIN if admin else "owner", "password": "wrong", "admin": admin}
    unknown = {**known, "username": "nobody"}
    with sqlite_world.with_settings(login=LoginSettings(failures=3, failures_per_name=5)) as world:
        told = [
            [
                *(code(world, f"198.51.100.{place}", **login) for _ in range(4)),
                *(code(world, f"203.0.113.{place}{number}", **login) for number in range(5)),
            ]
            for place, login in enumerate((known, unknown))
        ]
    assert told[0] == told[1] == [901] * 3 + [905] + [901] * 2 + [905] * 3


def test_a_name_that_nobody_has_is_counted_under_its_hash(sqlite_world: World) -> None:
    code(sqlite_world, STRANGER, username="canary", password="wrong", admin=False)
    code(sqlite_world, STRANGER, username=PASSWORD, password="wrong")
    stored = repr(sqlite_world.sql("SELECT * FROM login_attempts"))
    assert "canary" not in stored
    assert PASSWORD not in stored
    assert stored.count("customer (unknown ") == stored.count("admin (unknown ") == 2


def test_l_b_guesses_at_once_at_two_workers_are_ten(world: World) -> None:
    with world.with_settings() as second:
        works = [partial(code, at, STRANGER, **WRONG) for at in (world, second) * 12]
        codes = at_once(works)
    assert sorted(codes) == [901] * 10 + [905] * 14


def test_l_b_the_owner_logs_in_while_others_guess_at_once(world: World) -> None:
    assert code(world, HOME, **OWNER) == 0

    def guess(at: World) -> int:
        code(at, STRANGER, **WRONG)
        return 0

    with world.with_settings() as second:
        works = [partial(guess, at) for at in (world, second) * 8]
        works += [partial(code, at, HOME, **OWNER) for at in (world, second) * 4]
        assert at_once(works) == [0] * 24


def test_l_b_a_restart_forgets_neither_wrong_guesses_nor_who_was_right(world: World) -> None:
    assert code(world, HOME, **OWNER) == 0
    assert [code(world, STRANGER, **WRONG) for _ in range(6)] == [901] * 6
    with world.with_settings() as restarted:
        assert [code(restarted, STRANGER, **WRONG) for _ in range(5)] == [901] * 4 + [905]
        assert [code(restarted, HOME, **WRONG) for _ in range(10)] == [901] * 10
        assert code(restarted, HOME, **OWNER) == 0
