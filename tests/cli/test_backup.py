# SPDX-License-Identifier: Apache-2.0
"""``ngnprov backup`` and the way back, as the README tells it (promise P10)."""

import os
import re
import resource
import shutil
import sqlite3
import stat
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest

from ngnprov.upkeep import backup
from tests.cli.test_main import done, here, run
from tests.ports.sip.before_sip_0005 import go_back
from tests.support.live import NGNPROV, environ
from tests.support.world import World

__all__ = ["here"]

CREDIT = [{"name": "sip_credit", "category": "credit", "value": "1000", "permission": "admin"}]


def options(world: World) -> str:
    return f"--database {world.settings.database.url} --key-file {world.settings.keys.file}"


def test_others_write_while_it_is_made_and_do_not_make_it_begin_anew(
    here: Path, sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is one snapshot, though it is copied piece by piece."""
    monkeypatch.setattr(backup, "_PAGES", 8)
    source = Path(str(sqlite_world.database.url.database))
    reached: list[int] = []

    def reach(done: int) -> None:
        if not reached or done != 100:
            sqlite_world.call().addAccount(account={"username": f"u{len(reached)}", "password": "p"})
        reached.append(done)

    backup.copy(source, here / "copy.db", reach)
    assert reached == sorted(reached)
    assert (reached[-2], reached[-1]) == (50, 100)
    assert len(reached) > 3
    with closing(sqlite3.connect(here / "copy.db")) as made:
        assert made.execute("SELECT count(*) FROM customers").fetchone() == (0,)


def test_a_copy_made_under_load_restores_to_a_consistent_state(here: Path, sqlite_world: World) -> None:
    admin = sqlite_world.call()
    kept = admin.addAccount(account={"username": "kept", "password": "s3cret", "resellerActive": True})["id"]
    admin.setProperties(customer=kept, properties=CREDIT)
    stop, added = threading.Event(), threading.Event()

    def add() -> None:
        number = 0
        while not stop.is_set():
            account = {"username": f"u{number}", "password": "p", "reseller": kept, "properties": CREDIT}
            sqlite_world.call().addAccount(account=account)
            number += 1
            added.set()

    writer = threading.Thread(target=add)
    writer.start()
    try:
        assert added.wait(20)
        told = done(f"backup copy.db {options(sqlite_world)}")
    finally:
        stop.set()
        writer.join()
    assert "checked" in told
    assert "it does not hold the key file" in told
    assert [path.name for path in here.glob("copy.db*")] == ["copy.db"]
    assert stat.S_IMODE((here / "copy.db").stat().st_mode) == 0o600
    assert (
        done(f"doctor --database sqlite:///copy.db --key-file {sqlite_world.settings.keys.file}")
        == "nothing is wrong\n"
    )

    last = admin.addAccount(account={"username": "lost", "password": "p"})["id"]
    sqlite_world.close()
    place = Path(str(sqlite_world.database.url.database))
    shutil.copy(here / "copy.db", place)
    for kind in ("wal", "shm"):
        Path(f"{place}-{kind}").unlink(missing_ok=True)
    assert done(f"doctor {options(sqlite_world)}") == "nothing is wrong\n"
    with World(sqlite_world.settings) as restored:
        assert restored.call().getAccount(id=kept)["password"] == "s3cret"
        assert restored.call().refused("getAccount", id=last).code == 5000


def key_ids(file: Path) -> list[str]:
    return [line.split()[0] for line in file.read_text().splitlines() if not line.startswith("#")]


def test_a_backup_says_which_keys_it_needs_and_the_doctor_says_it_again(here: Path) -> None:
    """The old key is gone from the key file by the time when the backup is wanted."""
    done("init")
    keys = here / "var/ngnprov.key"
    (old,) = key_ids(keys)
    shutil.copy(keys, here / "old.key")
    assert f"must have the key {old}:" in done("backup old.db")
    done("keys add")
    new = key_ids(keys)[0]
    done("vouchers generate 1 10")
    assert f"must have the key {' and '.join(sorted([old, new]))}:" in done("backup mixed.db")
    done("keys reseal")
    done(f"keys remove {old} --yes")
    assert f"must have the key {new}:" in done("backup new.db")
    assert done("doctor --database sqlite:///new.db") == "nothing is wrong\n"
    refused = run("doctor --database sqlite:///old.db")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"which has the key {old}\n" in refused.stderr
    assert done("doctor --database sqlite:///old.db --key-file old.key") == "nothing is wrong\n"


def test_removing_a_key_says_which_backups_need_it_and_asks(here: Path) -> None:
    done("init")
    keys = here / "var/ngnprov.key"
    (old,) = key_ids(keys)
    done("keys add")
    done("keys reseal")
    before = keys.read_text()
    asked = run(f"keys remove {old}")
    assert (asked.exit_code, asked.stdout) == (1, "")
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    assert re.match(
        rf"Backups made before {moment} \(UTC\), when `keys reseal` last ran, need the key {old}:", asked.stderr
    )
    assert asked.stderr.endswith("ngnprov: this is not a terminal: give --yes\n")
    assert keys.read_text() == before
    assert f"need the key {old}" in run(f"keys remove {old} --yes").stderr
    assert old not in key_ids(keys)


@pytest.mark.parametrize(("answer", "is_removed"), [("n", False), ("\n", False), ("y", True)])
def test_at_a_terminal_a_yes_removes_the_key(here: Path, answer: str, is_removed: bool) -> None:
    done("init")
    keys = here / "var/ngnprov.key"
    (old,) = key_ids(keys)
    done("keys add")
    done("keys reseal")
    terminal, theirs = os.openpty()
    os.write(terminal, f"{answer}\n".encode())
    result = subprocess.run(
        [*NGNPROV, "keys", "remove", old], stdin=theirs, capture_output=True, env=environ(), cwd=here
    )
    os.close(terminal)
    os.close(theirs)
    assert (result.returncode, old in key_ids(keys)) == ((0, False) if is_removed else (1, True))


def test_a_file_that_is_there_is_not_overwritten(here: Path) -> None:
    done("init")
    (here / "precious").write_text("precious")
    result = run("backup precious")
    assert (result.exit_code, result.stderr) == (2, "ngnprov: precious: File exists\n")
    assert (here / "precious").read_text() == "precious"
    assert not (here / "precious.part").exists()


def test_a_copy_that_does_not_fit_leaves_nothing(here: Path) -> None:
    done("init")
    result = subprocess.run(
        [*NGNPROV, "backup", "copy.db"],
        capture_output=True,
        text=True,
        env=environ(),
        cwd=here,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)),
    )
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert list(here.glob("copy.db*")) == []


def test_a_damaged_database_is_told_and_not_copied(here: Path) -> None:
    done("init")
    path = here / "var/ngnprov.db"
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\xff" * 32768
    path.write_bytes(content)
    result = run("backup copy.db")
    assert result.exit_code == 2
    assert result.stderr.startswith("ngnprov: the database refuses: ")
    assert list(here.glob("copy.db*")) == []


def test_an_older_schema_is_copied_too(here: Path, sqlite_world: World) -> None:
    """Before `ngnprov migrate` is when one wants a copy."""
    sqlite_world.sql("DELETE FROM alembic_version WHERE version_num LIKE 'sip%'")
    assert "checked" in done(f"backup copy.db {options(sqlite_world)}")
    go_back(sqlite_world, ["4" * 20])
    assert "must have the key" in done(f"backup older.db {options(sqlite_world)}")


def test_a_missing_database_is_not_created(here: Path) -> None:
    assert run("backup copy.db").exit_code == 2
    assert list(here.iterdir()) == []


def test_postgresql_is_copied_by_pg_dump(here: Path) -> None:
    result = run("backup copy.dump", NGNPROV_DATABASE="postgresql://bob:hunter2@db.example/ngnprov")
    assert (result.exit_code, result.stderr) == (
        2,
        "ngnprov: a PostgreSQL database is copied by its own means: "
        "pg_dump --format=custom --file=copy.dump postgresql://bob@db.example/ngnprov\n",
    )
