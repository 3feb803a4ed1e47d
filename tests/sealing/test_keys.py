# SPDX-License-Identifier: Apache-2.0
"""Sealing, key files, and what is a good password of an administrator."""

import errno
import os
import stat
from pathlib import Path

import pytest

from ngnprov.auth import administrators
from ngnprov.auth.passwords import check_new_password, generate_password, hash_password, is_right
from ngnprov.errors import InternalFailure, InvalidValue
from ngnprov.sealing.columns import SealContext
from ngnprov.sealing.keys import Keys, create_key_file, load_key_file
from tests.support.world import World

SEVEN, EIGHT, X = SealContext("customers.password:7"), SealContext("customers.password:8"), SealContext("x")


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    create_key_file(tmp_path / "key")
    return load_key_file(tmp_path / "key")


@pytest.mark.parametrize("text", ["", "secret", "Zoë ✓ \x00", "x" * 100_000])
def test_what_is_sealed_can_be_opened_in_its_place_only(keys: Keys, text: str) -> None:
    sealed = keys.seal(text, SEVEN)
    assert keys.open(sealed, SEVEN) == text
    assert keys.seal(text, SEVEN) != sealed
    with pytest.raises(InternalFailure):
        keys.open(sealed, EIGHT)


@pytest.mark.parametrize("place", [0, 4, 16, -1])
def test_a_damaged_value_is_refused(keys: Keys, place: int) -> None:
    sealed = bytearray(keys.seal("secret", X))
    sealed[place] ^= 1
    with pytest.raises(InternalFailure):
        keys.open(bytes(sealed), X)
    with pytest.raises(InternalFailure):
        keys.open(b"", X)


def test_a_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key"
    create_key_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        create_key_file(path)
    path.chmod(0o640)
    with pytest.raises(OSError, match="other users"):
        load_key_file(path)
    with pytest.raises(OSError, match="ngnprov init"):
        load_key_file(tmp_path / "none")


@pytest.mark.parametrize("text", ["", "# nothing\n", "xx yy\n", "0a0b0c0d AAAA\n", "0a0b0c0d\n", "\xff"])
def test_a_damaged_key_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text, encoding="latin-1")
    path.chmod(0o600)
    with pytest.raises(OSError, match="key file"):
        load_key_file(path)


def test_a_new_key_on_top_seals_and_the_old_one_still_opens(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    create_key_file(old)
    create_key_file(new)
    sealed = load_key_file(old).seal("secret", X)
    new.write_text(new.read_text() + old.read_text())
    both = load_key_file(new)
    assert both.open(sealed, X) == "secret"
    with pytest.raises(InternalFailure):
        load_key_file(old).open(both.seal("secret", X), X)


def test_nothing_shows_a_key(keys: Keys, tmp_path: Path) -> None:
    key = (tmp_path / "key").read_text().split()[-1]
    assert key not in repr(keys)
    assert key not in repr(vars(keys))


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "fourteen chars",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "12345678901234567890",
        "qwertyuiopasdfghjkl",
        "passwordpassword",
        "correct horse battery",
        "ngnprovngnprovngnprov",
        "somebodysomebody",
        "line one\nline two three",
        "x" * 1025,
    ],
)
def test_a_poor_password_is_refused_with_a_reason(password: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        check_new_password(password, "somebody")
    assert caught.value.field == "password"


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "fünfzehn Zeichen!", "".join(f"{n * n}ab" for n in range(150))]
)
def test_a_good_password_is_taken_without_rules_of_composition(password: str) -> None:
    check_new_password(password, "somebody")


def test_long_passwords_are_not_cut() -> None:
    stored = hash_password("x" * 100 + "y")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_right(stored, "x" * 100 + "y")
    assert not is_right(stored, "x" * 100 + "z")
    assert not is_right("no hash", "x")


def test_made_up_passwords_differ() -> None:
    made = {generate_password() for _ in range(100)}
    assert len(made) == 100
    for password in made:
        check_new_password(password, "somebody")


@pytest.mark.parametrize("name", ["", " x", "x\n", "x" * 65])
def test_a_name_of_an_administrator_is_printable(sqlite_world: World, name: str) -> None:
    with pytest.raises(InvalidValue):
        administrators.add(sqlite_world.database, name, "correct horse battery staple")


def test_changes_of_administrators_are_journaled_without_passwords(sqlite_world: World) -> None:
    database = sqlite_world.database
    administrators.add(database, "second", "hunter hunter zebra")
    administrators.set_password(database, "Second", "zebra zebra hunter")
    administrators.set_disabled(database, "second", True)
    assert [each.name for each in administrators.everybody(database)] == ["root", "second"]
    rows = sqlite_world.sql("SELECT operation, subject, after FROM journal ORDER BY id")
    assert [row[0] for row in rows] == ["admin add"] * 2 + ["admin password", "admin disable"]
    assert "zebra" not in repr(rows)
    for call in (
        lambda: administrators.add(database, "SECOND", "hunter hunter zebra"),
        lambda: administrators.set_password(database, "third", "hunter hunter zebra"),
        lambda: administrators.set_disabled(database, "third", True),
    ):
        with pytest.raises(InvalidValue):
            call()


def test_a_key_file_is_written_before_it_is_used(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        create_key_file(tmp_path / "none" / "key")
    assert os.listdir(tmp_path) == []


def test_a_full_disk_leaves_no_key_file_and_the_next_attempt_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        create_key_file(tmp_path / "key")
    assert os.listdir(tmp_path) == []
    monkeypatch.undo()
    create_key_file(tmp_path / "key")
    load_key_file(tmp_path / "key")
    assert os.listdir(tmp_path) == ["key"]


def test_a_key_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key"
    monkeypatch.setattr(os, "fsync", lambda descriptor: path.write_text("another's"))
    with pytest.raises(FileExistsError):
        create_key_file(path)
    assert path.read_text() == "another's"
    assert os.listdir(tmp_path) == ["key"]
