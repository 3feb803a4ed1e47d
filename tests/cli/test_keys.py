# SPDX-License-Identifier: Apache-2.0
"""From an old key to a new one, the server running: ``ngnprov keys``, and what the doctor says of secrets that do not open."""

import errno
import fcntl
import json
import os
import re
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from ngnprov.sealing import key_file
from ngnprov.sealing.columns import SealedColumn
from ngnprov.sealing.key_file import add_key, create_key_file
from ngnprov.sealing.keys import load_key_file
from ngnprov.settings import KeySettings
from ngnprov.upkeep import resealing
from tests.sealing.test_columns import seal_everything
from tests.support.caller import Fault
from tests.support.world import World

Ngnprov = Callable[..., Result]
VALUES = 23
"""Sealed values in :func:`filled`: six for each of three, the probe, and the key of the vouchers' hash."""


@pytest.fixture
def filled(world: World, tmp_path: Path) -> Iterator[World]:
    """A server with a key file of its own and secrets of every kind."""
    own = tmp_path / "own.key"
    shutil.copy(world.settings.keys.file, own)
    with world.with_settings(keys=KeySettings(file=own)) as found:
        seal_everything(found, 3)
        yield found


@pytest.fixture
def ngnprov(filled: World) -> Ngnprov:
    """Run a command; it must end with the exit code ``code``."""
    common = ["--database", filled.settings.database.url, "--key-file", str(filled.settings.keys.file)]

    def run(command: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, [*command.split(), *common])
        assert result.exit_code == code, result.output
        return result

    return run


def listed(ngnprov: Ngnprov) -> dict[str, tuple[int, str]]:
    """id -> (values, remark), in the order of the list."""
    rows = re.findall(r"(?m)^([0-9a-f]{8}) +(\d+) *(.*)$", ngnprov("keys list").stdout)
    return {id: (int(count), remark) for id, count, remark in rows}


def answers(world: World) -> list[Any]:
    """Every secret as the wire shows it."""
    admin = world.call()
    found = [admin.getCustomers(query={})["accounts"]]
    found += [admin.call(f"get{what}", {"query": {}}, "Sip") for what in ("Domains", "Accounts", "TrustedPeers")]
    return found


@pytest.mark.parametrize("rows", [1, 2, 500])
def test_a_key_is_changed_under_a_running_server(
    filled: World, ngnprov: Ngnprov, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(resealing, "ROWS", rows)
    before = answers(filled)
    (old,) = listed(ngnprov)
    ngnprov("keys add")
    new, _ = found = listed(ngnprov)
    assert found == {new: (0, "seals"), old: (VALUES, "")}
    late = filled.call().addAccount(account={"username": "late", "password": "secret"})["id"]
    assert listed(ngnprov) == {new: (1, "seals"), old: (VALUES, "")}
    assert ngnprov("keys reseal").stdout == f"sealed {VALUES} values anew\n"
    assert listed(ngnprov) == {new: (VALUES + 1, "seals"), old: (0, "")}
    assert ngnprov("keys reseal").stdout == "sealed 0 values anew\n"
    ngnprov(f"keys remove {old} --yes")
    assert listed(ngnprov) == {new: (VALUES + 1, "seals")}
    assert ngnprov("doctor").stdout == "nothing is wrong\n"
    filled.call().deleteAccount(id=late)
    assert answers(filled) == before
    with filled.with_settings() as restarted:
        assert answers(restarted) == before
        login: dict[str, Any] = {"username": "c0", "password": "secret 0", "admin": False}
        assert restarted.call(**login).getCustomers(query={})["total"] == 1


def test_a_server_that_slept_through_two_changes_follows_its_key_file(filled: World, ngnprov: Ngnprov) -> None:
    with filled.with_settings() as quiet:
        for _ in range(2):
            (old,) = listed(ngnprov)
            ngnprov("keys add")
            ngnprov("keys reseal")
            ngnprov(f"keys remove {old} --yes")
        assert answers(quiet) == answers(filled)
        assert quiet.call().addAccount(account={"username": "late", "password": "secret"})["id"]


def test_resealing_is_journaled_by_number_and_changes_nothing_else(filled: World, ngnprov: Ngnprov) -> None:
    unsealed = "SELECT id, username, change_date, ha1 FROM sip_accounts ORDER BY id"
    before = filled.sql(unsealed)
    ngnprov("keys add")
    ngnprov("keys reseal")
    assert filled.sql(unsealed) == before
    rows = filled.sql("SELECT login, subject, after FROM journal WHERE operation = 'keys reseal' ORDER BY id")
    told: dict[str, int] = {}
    for _, _, after in rows:
        told |= json.loads(after)
    (new, _) = listed(ngnprov)
    assert {row[:2] for row in rows} == {("(command line)", f"key {new}")}
    assert told == {
        "customer_properties.sealed_value": 3,
        "customers.password": 3,
        "key_probe.probe": 1,
        "sip_accounts.password": 3,
        "sip_accounts.properties": 3,
        "sip_domains.private_key": 3,
        "sip_trusted_peers.auth_token": 3,
        "sip_voucher_key.hash_key": 1,
        "sip_vouchers.number": 3,
    }


def test_an_interrupted_reseal_keeps_what_it_did_and_goes_on(
    filled: World, ngnprov: Ngnprov, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "ROWS", 1)
    ngnprov("keys add")
    real, batches = resealing._batch, []

    def interrupted(*arguments: Any) -> Any:
        batches.append(arguments)
        if len(batches) == 6:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(resealing, "_batch", interrupted)
    ngnprov("keys reseal", code=1)
    new, old = found = listed(ngnprov)
    assert 0 < found[new][0] < VALUES
    assert found[new][0] + found[old][0] == VALUES
    assert answers(filled)
    assert ngnprov("keys reseal").stdout == f"sealed {found[old][0]} values anew\n"
    assert listed(ngnprov) == {new: (VALUES, "seals"), old: (0, "")}


def test_what_is_written_while_resealing_is_not_lost(
    filled: World, ngnprov: Ngnprov, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row is overwritten between the moment it is read for resealing and the moment it is stored."""
    monkeypatch.setattr(resealing, "ROWS", 1)
    ids = [id for (id,) in filled.sql("SELECT id FROM customers ORDER BY id")]
    ngnprov("keys add")
    writers: list[threading.Thread] = []
    real = SealedColumn._map

    def overtaken(self: SealedColumn, row: Any, change: Any) -> Any:
        if self.name == "customers.password":
            account = {"id": row[0], "password": f"new {row[0]}"}
            writers.append(threading.Thread(target=lambda: filled.call().updateAccount(account=account)))
            writers[-1].start()
            writers[-1].join(0.3)  # it waits for us, or has gone before
        return real(self, row, change)

    monkeypatch.setattr(SealedColumn, "_map", overtaken)
    ngnprov("keys reseal")
    for writer in writers:
        writer.join()
    monkeypatch.undo()
    found = filled.call().getCustomers(query={})["accounts"]
    assert {each["id"]: each["password"] for each in found} == {id: f"new {id}" for id in ids}
    assert ngnprov("doctor").stdout == "nothing is wrong\n"


def test_what_does_not_open_is_named_and_left(filled: World, ngnprov: Ngnprov, tmp_path: Path) -> None:
    create_key_file(tmp_path / "wrong.key")
    with filled.with_settings(keys=KeySettings(file=tmp_path / "wrong.key")) as harmed:
        id = harmed.call().addAccount(account={"username": "late", "password": "secret"})["id"]
    shut = f"wrong: the secret customers.password:{id} does not open"
    assert shut in ngnprov("doctor", code=1).stdout
    ngnprov("keys add")
    told = ngnprov("keys reseal", code=1).stdout
    assert told == f"{shut} and stays as it is\nsealed {VALUES} values anew\n"
    assert list(listed(ngnprov).values()) == [(VALUES, "seals"), (0, ""), (1, "not in the key file")]


def test_a_new_password_mends_a_customer_whose_old_one_does_not_open(
    filled: World, ngnprov: Ngnprov, tmp_path: Path
) -> None:
    create_key_file(tmp_path / "wrong.key")
    with filled.with_settings(keys=KeySettings(file=tmp_path / "wrong.key")) as harmed:
        id = harmed.call().addAccount(account={"username": "late", "password": "secret"})["id"]
    with pytest.raises(Fault, match="200"):
        filled.call().getCustomers(query={})
    filled.call().updateAccount(account={"id": id, "password": "secret"})
    assert filled.call().getCustomers(query={})["total"] == 4
    assert ngnprov("doctor").stdout == "nothing is wrong\n"


def test_a_key_that_is_needed_is_not_removed(filled: World, ngnprov: Ngnprov) -> None:
    (old,) = listed(ngnprov)
    before = filled.settings.keys.file.read_text()
    assert "is the key that seals" in ngnprov(f"keys remove {old}", code=1).stderr
    assert "there is no key nonsense" in ngnprov("keys remove nonsense", code=2).stderr
    assert filled.settings.keys.file.read_text() == before
    ngnprov("keys add")
    assert f"{old} still seals {VALUES} values" in ngnprov(f"keys remove {old}", code=1).stderr


def test_the_doctor_names_what_a_key_removed_by_hand_has_sealed(filled: World, ngnprov: Ngnprov) -> None:
    path = filled.settings.keys.file
    (old,) = listed(ngnprov)
    ngnprov("keys add")
    with filled.database.writing() as unit:  # the probe alone
        keys = load_key_file(path)
        (probe,) = [column for column in resealing._columns() if column.name == "key_probe.probe"]
        probe.change(unit, lambda sealed, place: keys.seal(keys.open(sealed, place), place), None, 1)
        unit.commit()
    key_file.remove_key(path, bytes.fromhex(old))
    told = ngnprov("doctor", code=1).stdout
    assert len(re.findall(r"(?m)^wrong: the secret \S+ does not open: .* not in the key file$", told)) == VALUES - 1


def test_a_key_file_that_is_swapped_under_a_running_server_seals_nothing(filled: World, tmp_path: Path) -> None:
    path = filled.settings.keys.file
    kept = path.read_bytes()
    create_key_file(tmp_path / "wrong.key")
    os.replace(tmp_path / "wrong.key", path)
    before = filled.fingerprint()
    for _ in range(2):
        with pytest.raises(Fault) as caught:
            filled.call().addAccount(account={"username": "late", "password": "secret"})
        assert caught.value.code == 200
    assert filled.fingerprint() == before
    path.unlink()
    with pytest.raises(Fault):
        filled.call().addAccount(account={"username": "late", "password": "secret"})
    path.write_bytes(kept)
    path.chmod(0o600)
    assert filled.call().addAccount(account={"username": "late", "password": "secret"})["id"]


def test_adding_a_key_keeps_the_rest_of_the_file_and_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "key"
    create_key_file(path)
    comment, old = path.read_text().splitlines()
    (tmp_path / "link").symlink_to(path)
    add_key(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    first, new, last = path.read_text().splitlines()
    assert (first, last) == (comment, old)
    assert load_key_file(path).ids == (new.split()[0], old.split()[0])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == ["key", "link"]


def test_a_full_disk_leaves_the_key_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key"
    create_key_file(path)
    before = path.read_text()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        add_key(path)
    assert path.read_text() == before
    assert os.listdir(tmp_path) == ["key"]


def test_of_two_that_add_at_once_the_second_is_refused_and_the_first_key_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key"
    create_key_file(path)
    real = fcntl.flock
    first: list[bool] = []

    def overtaken(*arguments: Any) -> None:
        if not first:
            first.append(True)
            add_key(path)
        real(*arguments)

    monkeypatch.setattr(fcntl, "flock", overtaken)
    with pytest.raises(OSError, match="somebody else"):
        add_key(path)
    assert len(load_key_file(path).ids) == 2
