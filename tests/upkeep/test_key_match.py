# SPDX-License-Identifier: Apache-2.0
"""A key file that is another database's is refused before it can do harm (promise P34)."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from ngnprov.cli import run as cli_run
from ngnprov.errors import KeyMismatch
from ngnprov.sealing import probe as key_probe
from ngnprov.sealing.keys import create_key_file, load_key_file
from ngnprov.serve.start import prepare
from ngnprov.settings import KeySettings
from ngnprov.upkeep.key_match import adopt, require_match
from tests.support.caller import Fault
from tests.support.world import World

Ngnprov = Callable[..., Result]
SENTENCE = "this key file does not belong to this database: restore the one with which its passwords were sealed, which has the key {}"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    create_key_file(tmp_path / "wrong.key")
    return tmp_path / "wrong.key"


@pytest.fixture
def ngnprov(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ngnprov:
    """Run a command on the database of the world, with a copy of its key file or another."""
    own = tmp_path / "own.key"
    shutil.copy(world.settings.keys.file, own)
    monkeypatch.setattr(cli_run, "run_server", lambda settings: 0 if prepare(settings) else 1)

    monkeypatch.setenv("NGNPROV_BIND", "127.0.0.1:0")  # somebody may be serving on the usual port

    def run(*words: str, key_file: Path = own) -> Result:
        common = ["--database", world.settings.database.url, "--key-file", str(key_file)]
        result = CliRunner().invoke(main, [*words, *common])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def customer(world: World) -> Any:
    return world.call().addAccount(account={"username": "c", "password": "secret"})["id"]


def without_probe(world: World) -> None:
    """As a database is that an earlier release has filled."""
    world.sql("DELETE FROM key_probe")


def probe(world: World) -> list[Any]:
    return world.sql("SELECT id FROM key_probe")


@pytest.mark.parametrize("command", ["init", "doctor", "migrate", "serve", "vouchers list", "keys add", "keys reseal"])
@pytest.mark.parametrize("is_old", [False, True])
def test_every_command_that_needs_the_key_refuses_another(
    world: World, customer: int, ngnprov: Ngnprov, wrong: Path, command: str, is_old: bool
) -> None:
    if is_old:
        without_probe(world)
    before = world.fingerprint()
    (own,) = load_key_file(world.settings.keys.file).ids
    result = ngnprov(*command.split(), key_file=wrong)
    assert (result.exit_code, result.stderr) == (2, f"ngnprov: {wrong}: {SENTENCE.format(own)}\n")
    assert "kept" not in result.stdout
    assert world.fingerprint() == before
    assert ngnprov(*command.split()).exit_code == 0


@pytest.mark.parametrize("command", ["init", "migrate", "serve"])
@pytest.mark.parametrize("has_secrets", [True, False])
def test_a_database_of_an_earlier_release_gets_its_probe(
    world: World, ngnprov: Ngnprov, wrong: Path, command: str, has_secrets: bool
) -> None:
    if has_secrets:
        world.call().addAccount(account={"username": "c", "password": "secret"})
    without_probe(world)
    assert ngnprov("doctor").exit_code == 0
    assert probe(world) == []
    assert ngnprov(command).exit_code == 0
    assert probe(world) == [(1,)]
    with pytest.raises(KeyMismatch):
        require_match(world.database, load_key_file(wrong))


def test_rows_that_were_sealed_with_a_wrong_key_do_not_keep_the_right_one_out(world: World, wrong: Path) -> None:
    admin = world.call()
    for name in "abc":
        admin.addAccount(account={"username": name, "password": "secret"})
    with world.with_settings(keys=KeySettings(file=wrong)) as harmed:
        harmed.call().addAccount(account={"username": "d", "password": "secret"})
    without_probe(world)
    with pytest.raises(KeyMismatch):
        adopt(world.database, load_key_file(wrong))
    adopt(world.database, load_key_file(world.settings.keys.file))
    assert probe(world) == [(1,)]


def test_of_two_that_settle_at_once_the_second_is_told(
    sqlite_world: World, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_probe(sqlite_world)
    right = load_key_file(sqlite_world.settings.keys.file)
    add = key_probe.add

    def overtaken(unit: Any, sealed: bytes) -> None:
        add(unit, right.seal("ngnprov", key_probe.PLACE))
        add(unit, sealed)

    monkeypatch.setattr(key_probe, "add", overtaken)
    with pytest.raises(KeyMismatch):
        adopt(sqlite_world.database, load_key_file(wrong))
    require_match(sqlite_world.database, right)


def test_a_server_with_another_key_is_not_ready(world: World, wrong: Path) -> None:
    with world.with_settings(keys=KeySettings(file=wrong)) as harmed:
        answer = harmed.request(path="/readyz", method="GET")
    assert (answer.status, answer.body) == (503, b"keys\n")
    assert world.request(path="/readyz", method="GET").status == 200


def test_a_login_that_our_side_cannot_verify_is_no_attempt(world: World, customer: int, wrong: Path) -> None:
    login: dict[str, Any] = {"username": "c", "password": "secret", "admin": False}
    with world.with_settings(keys=KeySettings(file=wrong)) as harmed:
        for _ in range(25):
            with pytest.raises(Fault) as caught:
                harmed.call(**login).getAccount(id=customer)
            assert caught.value.code == 200
    assert world.call(**login).getAccount(id=customer)["id"] == customer
    assert world.sql("SELECT name, count FROM login_attempts WHERE count > 0") == []
