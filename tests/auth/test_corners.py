# SPDX-License-Identifier: Apache-2.0
"""What happens seldom to logins, passwords and key files, and must be right all the same."""

import fcntl
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from ngnprov.auth import passwords, throttle
from ngnprov.auth.throttle import Locked, Throttle
from ngnprov.sealing import key_file
from ngnprov.sealing.key_file import KeyFileError, add_key, create_key_file
from ngnprov.settings import LoginSettings
from tests.support.world import World


def test_who_logs_in_as_one_who_went_to_another_reseller_is_himself(sqlite_world: World) -> None:
    """customer.md 6.3: the impersonate member counts within the reseller alone."""
    admin = sqlite_world.call()
    boss, other = (
        admin.addAccount(account={"username": name, "password": "pw", "resellerActive": True})["id"]
        for name in ("boss", "other")
    )
    carl, dora = (
        admin.addAccount(account={"username": name, "password": "pw", "reseller": boss})["id"]
        for name in ("carl", "dora")
    )
    admin.updateAccount(account={"id": carl, "impersonate": dora})
    sqlite_world.sql(f"UPDATE customers SET reseller = {other} WHERE id = {dora}")
    own = sqlite_world.call(username="carl", password="pw", admin=False)
    assert [found["id"] for found in own.getCustomers(query={})["accounts"]] == [carl]


def test_who_waited_for_his_own_attempts_and_was_right_meanwhile_is_counted_no_more(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = Locked(("customer carl", "192.0.2.1", 0), 1, is_journaled=True, is_crowded=True)
    counter = Throttle(sqlite_world.database, LoginSettings())

    def refuse(*_: object) -> None:
        raise crowd

    monkeypatch.setattr(counter, "_reserve", refuse)
    monkeypatch.setattr(throttle, "WAITS", (0.001,))
    assert counter.reserve("customer carl", "192.0.2.1", lambda: True) is None
    with pytest.raises(Locked):
        counter.reserve("customer carl", "192.0.2.1", lambda: False)


def test_a_name_that_is_empty_forbids_no_password() -> None:
    passwords.check_new_password("correct horse battery staple", "")


def test_of_two_who_change_a_key_file_the_second_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key"
    create_key_file(path)
    lock = fcntl.flock

    def after_another(file: int, kind: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        add_key(path)
        lock(file, kind)

    monkeypatch.setattr(fcntl, "flock", after_another)
    with pytest.raises(KeyFileError, match="somebody else has just changed"):
        add_key(path)
    assert len(key_file.read_key_file(path)) == 2


def test_a_key_file_of_another_user_stays_his(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, given = tmp_path / "key", []
    create_key_file(path)
    look = os.fstat

    def of_another(file: int) -> SimpleNamespace:
        found = look(file)
        members = {name: getattr(found, name) for name in dir(found) if name.startswith("st_")}
        return SimpleNamespace(**{**members, "st_uid": found.st_uid + 1})

    monkeypatch.setattr(os, "fstat", of_another)
    monkeypatch.setattr(os, "chown", lambda _, user, group: given.append((user, group)))
    add_key(path)
    assert given == [(path.stat().st_uid + 1, path.stat().st_gid)]
