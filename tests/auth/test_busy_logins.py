# SPDX-License-Identifier: Apache-2.0
"""An attempt that was right, or that nobody could look at, never stays counted, however busy the database is (rule L-B)."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from ngnprov.auth import passwords
from ngnprov.auth.throttle import Locked, Throttle
from ngnprov.db.failures import Transient
from ngnprov.errors import InternalFailure
from ngnprov.sealing.keys import Keys
from ngnprov.settings import LoginSettings
from tests.auth.trying import code
from tests.support.world import World

HOME = "192.0.2.1"
OWNER = {"username": "owner", "password": "x7kd2a", "admin": False}
MORE_THAN_ARE_ALLOWED = 12
COUNTED = "SELECT max(count), count(*) FROM login_attempts"


class Lock:
    """What another process holds: nobody else can count an attempt."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._held = contextlib.ExitStack()

    def take(self) -> None:
        """Take it, in the middle of a call that waits for nothing any more."""
        mine = self._world.served._mine
        assert mine.patience is not None
        self._held.enter_context(self._taken())
        mine.patience = 0.05

    def release(self) -> None:
        """Let others write again."""
        self._held.close()

    @contextlib.contextmanager
    def _taken(self) -> Iterator[None]:
        url = self._world.settings.database.url
        if self._world.kind == "sqlite":
            path = str(self._world.database.url.database)
            with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                yield
                other.execute("ROLLBACK")
            return
        with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as other:
            other.execute("LOCK TABLE login_attempts, administrators IN EXCLUSIVE MODE")
            yield


@pytest.fixture
def forgetful(world: World) -> Iterator[World]:
    """A server that remembers no login: each one is counted."""
    world.call().addAccount(account={"username": "owner", "password": "x7kd2a"})
    world.sql("DELETE FROM login_attempts")
    with world.with_settings(login=LoginSettings(cache_seconds=0)) as forgetful:
        yield forgetful


@pytest.fixture
def lock(forgetful: World) -> Lock:
    """What keeps ``forgetful`` from writing."""
    return Lock(forgetful)


def before(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, step: Callable[[], object]) -> None:
    """Have ``step`` done before each call of a function."""
    real = getattr(owner, name)

    def with_step(*arguments: Any, **named: Any) -> Any:
        step()
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, with_step)


@pytest.mark.parametrize("login", [{}, OWNER], ids=["administrator", "customer"])
def test_l_b_who_was_right_is_let_in_though_he_cannot_be_given_his_attempt_back(
    forgetful: World, lock: Lock, login: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        before(patch, Throttle, "succeed", lock.take)
        for _ in range(MORE_THAN_ARE_ALLOWED):
            assert code(forgetful, HOME, **login) == 0
            lock.release()
    assert forgetful.sql(COUNTED) == [(0, 3)], "as without the lock"
    assert forgetful.sql("SELECT count(*) FROM login_attempts WHERE succeeded > 0") == [(1,)]
    assert code(forgetful, HOME, **login) == 0
    assert [code(forgetful, HOME, **{**login, "password": "wrong"}) for _ in range(12)] == [901] * 11 + [905]


def test_l_b_an_attempt_that_our_side_cannot_look_at_is_given_back_later(
    forgetful: World, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise InternalFailure("the key does not fit")

    with monkeypatch.context() as patch:
        before(patch, Throttle, "take_back", lock.take)
        patch.setattr(Keys, "open", fail)
        for _ in range(MORE_THAN_ARE_ALLOWED):
            assert code(forgetful, HOME, **OWNER) == 200
            lock.release()
    assert forgetful.sql(COUNTED) == [(0, 3)]
    assert forgetful.sql("SELECT count(*) FROM login_attempts WHERE succeeded > 0") == [(0,)]
    assert code(forgetful, HOME, **OWNER) == 0


def test_who_was_right_is_remembered_at_once_and_needs_no_change_any_more(
    forgetful: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with forgetful.with_settings(login=LoginSettings()) as world:
        lock = Lock(world)
        with monkeypatch.context() as patch:
            before(patch, Throttle, "succeed", lock.take)
            assert [code(world, HOME, **OWNER) for _ in range(3)] == [0] * 3
            lock.release()
        assert world.sql(COUNTED) == [(0, 3)]


def test_a_password_that_cannot_be_stored_better_now_lets_its_owner_in(
    forgetful: World, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "is_outdated", lambda stored: True)
        before(patch, passwords, "hash_password", lock.take)
        assert code(forgetful, HOME) == 0
        lock.release()
    assert code(forgetful, HOME) == 0


def test_an_attempt_is_given_back_in_the_window_alone_that_counts_it(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000]
    monkeypatch.setattr("ngnprov.auth.throttle.time.time", lambda: now[0])
    sqlite_world.sql("DELETE FROM login_attempts")
    throttle = Throttle(sqlite_world.database, LoginSettings())
    late = throttle.reserve("x", HOME, lambda: False)
    now[0] += 900
    guess = throttle.reserve("x", HOME, lambda: False)
    assert late is not None
    assert guess is not None
    throttle.succeed(late)
    assert sqlite_world.sql("SELECT DISTINCT count FROM login_attempts") == [(1,)]
    throttle.take_back(guess)
    assert sqlite_world.sql("SELECT DISTINCT count FROM login_attempts") == [(0,)]


def test_l_b_nobody_is_refused_at_a_look_while_an_attempt_is_still_to_be_given_back(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ngnprov.db.ledgers.deferred.PAUSE", 0.01)

    def busy(*_: object) -> None:
        raise Transient("another process writes")

    sqlite_world.sql("DELETE FROM login_attempts")
    throttle = Throttle(sqlite_world.database, LoginSettings(failures=1))
    attempt = throttle.reserve("x", HOME, lambda: False)
    assert attempt is not None

    def look() -> None:
        with sqlite_world.database.reading() as unit:
            throttle.look(unit, "x", HOME)

    with pytest.raises(Locked):
        look()
    with monkeypatch.context() as patch:
        patch.setattr(sqlite_world.database, "write", busy)
        throttle.take_back(attempt)
        look()
    throttle.settle()
    assert sqlite_world.sql("SELECT DISTINCT count FROM login_attempts") == [(0,)]
    look()


def test_l_b_who_was_right_by_another_call_meanwhile_is_let_in_and_not_counted(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    counted: list[str] = []

    def meanwhile() -> None:
        if not found:
            found.append(-1)
            other = threading.Thread(target=lambda: found.append(code(sqlite_world, HOME)))
            other.start()
            other.join()

    sqlite_world.sql("DELETE FROM login_attempts")
    with monkeypatch.context() as patch:
        before(patch, Throttle, "look", meanwhile)
        before(patch, Throttle, "reserve", lambda: counted.append("once"))
        assert code(sqlite_world, HOME) == 0
    assert (found, counted) == ([-1, 0], ["once"])
