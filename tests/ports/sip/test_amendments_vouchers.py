# SPDX-License-Identifier: Apache-2.0
"""Amendment S-E: voucher numbers are money, hashed with a key for redeeming and sealed for listing, and stand nowhere in clear."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ngnprov.calls.finding import Finding
from ngnprov.calls.operation import Task
from ngnprov.cli import main
from ngnprov.db import migrate, traces
from ngnprov.db.failures import StorageFailure, Transient
from ngnprov.ports.sip.vouchers import numbers
from ngnprov.sealing.keys import create_key_file, load_key_file
from ngnprov.settings import KeySettings
from ngnprov.upkeep import doctor
from tests.ports.sip.before_sip_0005 import CREATED, go_back
from tests.ports.sip.conftest import SipScene, sip_id
from tests.ports.sip.credit import card, make_vouchers, seed_account
from tests.sealing.test_columns import seal_everything
from tests.support.commands import done, run
from tests.support.examination import examine
from tests.support.world import Template, World

NUMBERS = [f"4{place:019}" for place in range(1, 4)]
GONE = [f"7{place:019}" for place in range(2000)]
"""Numbers of vouchers that an earlier release deleted; they stand in free pages."""


@pytest.fixture
def old(sip_world: World) -> SipScene:
    """A database of the release before, with three vouchers in clear, the last of them redeemed by alice."""
    scene = SipScene(sip_world, "encoded")
    seed_account(scene)
    scene.admin.sip.addBalance(sipId=sip_id(), value=10.0, description=f"Voucher {NUMBERS[2]}")
    go_back(sip_world, NUMBERS)
    sip_world.sql(f"UPDATE sip_vouchers SET redeem_date = '{CREATED}', redeemed_by = 'alice@example.com' WHERE id = 3")
    return scene


def on_disk(place: Path) -> bytes:
    """The database, its log and every file that begins as they do."""
    return b"".join(path.read_bytes() for path in sorted(place.iterdir()) if path.is_file())


def redeem(scene: SipScene, voucher: int, number: str) -> Any:
    return scene.customer_login.addBalanceFromVoucher(sipId=sip_id(), card={"id": voucher, "number": number})


def test_an_upgrade_seals_the_numbers_and_they_are_listed_and_good(old: SipScene) -> None:
    world = old.world
    assert "applied sip_0005" in done(world, "migrate")
    lines = done(world, "vouchers", "list").splitlines()[1:]
    assert [re.split(" +", line.strip())[1] for line in lines] == NUMBERS
    assert "2026-01-02 03:04:05 by alice@example.com" in lines[2]
    assert redeem(old, 1, NUMBERS[0]) == {"old_balance": 10.0, "new_balance": 20.0}
    for id, number in ((1, NUMBERS[0]), (2, NUMBERS[0]), (3, NUMBERS[2])):
        fault = old.customer_login.refused("addBalanceFromVoucher", sipId=sip_id(), card={"id": id, "number": number})
        assert fault.code == 1050
    assert not any(number in repr(world.sql("SELECT * FROM sip_vouchers")) for number in NUMBERS)
    told = [entry["description"] for entry in old.customer_login.getCreditHistory(sipId=sip_id(), count=9)["entries"]]
    assert told == ["Voucher 1", "Voucher 3"]
    assert run(world, "doctor").stdout == "nothing is wrong\n"
    with pytest.raises(Exception, match="never changed"):
        world.sql("UPDATE sip_ledger SET value = 1")


def test_no_number_stands_in_the_file_after_an_upgrade_not_in_a_free_page_either(
    quick_sip: SipScene, tmp_path: Path
) -> None:
    world = quick_sip.world
    go_back(world, NUMBERS)
    with sqlite3.connect(tmp_path / "ngnprov.db") as old:
        old.execute("PRAGMA secure_delete = OFF")  # Debian's SQLite has it on
        rows = [(100 + place, number, CREATED) for place, number in enumerate(GONE)]
        old.executemany("INSERT INTO sip_vouchers VALUES (?, ?, 10000, 0, '', false, ?, '', '')", rows)
        old.commit()
        old.execute("DELETE FROM sip_vouchers WHERE id >= 100")
    old.close()
    before = on_disk(tmp_path)
    assert all(number.encode() in before for number in NUMBERS)
    assert sum(number.encode() in before for number in GONE) > 1000
    done(world, "migrate")
    after = on_disk(tmp_path)
    assert not [number for number in [*NUMBERS, *GONE] if number.encode() in after]


def test_what_is_made_redeemed_listed_and_copied_leaves_no_number_on_the_disk(
    quick_sip: SipScene, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seed_account(quick_sip)
    made = make_vouchers(quick_sip, 300)
    redeem(quick_sip, made[0].id, made[0].number)
    wrong = "1" * 20
    assert (
        quick_sip.customer_login.refused("addBalanceFromVoucher", sipId=sip_id(), card={"id": 2, "number": wrong}).code
        == 1050
    )
    assert made[5].number in done(quick_sip.world, "vouchers", "list")
    done(quick_sip.world, "backup", tmp_path / "copy.db")
    stored = on_disk(tmp_path)
    assert b"SIP vouchers 1 to 300" in stored
    assert not [voucher for voucher in made if voucher.number.encode() in stored]
    assert wrong.encode() not in stored
    assert not [voucher for voucher in made if voucher.number in caplog.text]


def test_an_upgrade_without_the_key_file_or_with_another_is_refused_and_changes_nothing(
    old: SipScene, tmp_path: Path
) -> None:
    def stored() -> Any:
        return old.world.sql("SELECT * FROM sip_vouchers ORDER BY id"), old.world.sql("SELECT * FROM alembic_version")

    before = stored()
    create_key_file(tmp_path / "wrong.key")
    url = ["--database", old.world.settings.database.url]
    for key_file, reason in (("none", "it needs the key file"), ("wrong.key", "does not belong to this database")):
        result = CliRunner().invoke(main, ["migrate", *url, "--key-file", str(tmp_path / key_file)])
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert reason in result.stderr
        assert stored() == before


def test_an_upgrade_that_is_interrupted_changes_nothing_and_is_done_again(
    old: SipScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.world.sql("SELECT * FROM sip_vouchers ORDER BY id")
    with monkeypatch.context() as patch:
        patch.setattr(
            "ngnprov.ports.sip.vouchers.numbers.store.insert",
            lambda *_: (_ for _ in ()).throw(StorageFailure("the disk is full")),
        )
        assert run(old.world, "migrate").exit_code == 2
    assert old.world.sql("SELECT * FROM sip_vouchers ORDER BY id") == before
    done(old.world, "migrate")
    assert redeem(old, 2, NUMBERS[1])["new_balance"] == 20.0


def test_what_could_not_be_erased_is_told_and_erased_by_the_next_run(
    quick_sip: SipScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = quick_sip.world
    go_back(world, NUMBERS)
    with monkeypatch.context() as patch:
        patch.setattr(traces, "erase", lambda _: (_ for _ in ()).throw(Transient("somebody else reads the database")))
        result = run(world, "migrate")
    assert result.exit_code == 2
    assert "the schema is up to date, but" in result.stderr
    assert "run `ngnprov migrate` again" in result.stderr
    told = run(world, "doctor")
    assert (told.exit_code, told.stdout.splitlines()[0]) == (
        1,
        "wrong: free pages of the file may hold in clear what is sealed by now: run `ngnprov migrate`",
    )
    assert done(world, "migrate") == "the schema is up to date\n"
    assert not [number for number in NUMBERS if number.encode() in on_disk(tmp_path)]
    assert run(world, "doctor").stdout == "nothing is wrong\n"


def test_a_reader_in_the_way_keeps_the_traces_marked(
    quick_sip: SipScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = quick_sip.world
    go_back(world, NUMBERS)
    monkeypatch.setenv("NGNPROV_DATABASE_LOCK_TIMEOUT", "1")
    with sqlite3.connect(tmp_path / "ngnprov.db", isolation_level=None) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM customers").fetchone()
        assert run(world, "migrate").exit_code == 2
    reader.close()
    with world.database.reading() as unit:
        assert traces.are_left(unit)
    done(world, "migrate")
    assert not [number for number in NUMBERS if number.encode() in on_disk(tmp_path)]


def test_a_migration_that_has_vouchers_and_nobody_to_seal_them_refuses(old: SipScene) -> None:
    with pytest.raises(Exception, match="needs the key file"):
        migrate.upgrade(old.world.database)
    assert [row[1] for row in old.world.sql("SELECT * FROM sip_vouchers ORDER BY id")] == NUMBERS


def test_hashes_stay_when_the_key_is_changed(world: World, tmp_path: Path) -> None:
    SipScene.fill(world)
    own = tmp_path / "own.key"
    own.write_bytes(world.settings.keys.file.read_bytes())
    own.chmod(0o600)
    with world.with_settings(keys=KeySettings(file=own)) as server:
        scene = SipScene(server, "encoded")
        seed_account(scene)
        made = seal_everything(server, 3)
        hashes = server.sql("SELECT id, number_hash FROM sip_vouchers ORDER BY id")
        (old,) = load_key_file(own).ids
        done(server, "keys", "add")
        done(server, "keys", "reseal")
        assert redeem(scene, made[2].id, made[2].number)["new_balance"] == 10.0
        assert run(server, "keys", "remove", old, "--yes").exit_code == 0
        assert server.sql("SELECT id, number_hash FROM sip_vouchers ORDER BY id") == hashes
        assert redeem(scene, made[0].id, made[0].number)["new_balance"] == 20.0
        (later,) = make_vouchers(scene)
        assert redeem(scene, later.id, later.number)["new_balance"] == 30.0
        assert made[1].number in done(server, "vouchers", "list")


def test_equal_numbers_of_two_databases_have_different_hashes(sqlite_template: Template, tmp_path: Path) -> None:
    hashes = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        with sqlite_template.copy(tmp_path / name) as world:
            hash_twice = [
                world.operator.run(
                    Task(name="x"), lambda call: numbers.hash_of(call.unit, call.context.keys)(NUMBERS[0])
                )
                for _ in range(2)
            ]
        assert hash_twice[0] == hash_twice[1]
        hashes.append(hash_twice[0])
    assert hashes[0] != hashes[1]


def test_the_doctor_finds_a_voucher_whose_number_and_hash_differ(sip_world: World) -> None:
    scene = SipScene(sip_world, "encoded")
    first, second = make_vouchers(scene, 2)
    sip_world.sql("UPDATE sip_vouchers SET number_hash = (SELECT hash_key FROM sip_voucher_key) WHERE id = 2")
    keys = load_key_file(sip_world.settings.keys.file)
    assert list(doctor.examine_secrets(sip_world.database, keys)) == [
        Finding("SIP voucher 2 is not redeemed by the number that is listed for it")
    ]
    seed_account(scene)
    assert redeem(scene, first.id, first.number)["new_balance"] == 10.0
    assert scene.customer_login.refused("addBalanceFromVoucher", sipId=sip_id(), card=card(second)).code == 1050
    assert examine(sip_world.database) == []


def test_redeeming_looks_one_voucher_up_by_its_id(quick_sip: SipScene) -> None:
    make_vouchers(quick_sip, 3)
    sql = "UPDATE sip_vouchers SET redeem_date = 'x', redeemed_by = 'y' WHERE id = 1 AND number_hash = x'00'"
    (plan,) = quick_sip.world.sql(f"EXPLAIN QUERY PLAN {sql}")
    assert plan[3].startswith("SEARCH sip_vouchers USING ")


def test_many_vouchers_are_sealed_in_one_upgrade(quick_sip: SipScene) -> None:
    many = [f"5{place:019}" for place in range(2500)]
    go_back(quick_sip.world, many)
    done(quick_sip.world, "migrate")
    assert quick_sip.world.sql("SELECT count(*), count(DISTINCT number_hash), sum(value) FROM sip_vouchers") == [
        (2500, 2500, 2500 * 100000)
    ]
    assert quick_sip.world.sql("SELECT name FROM sqlite_master WHERE name LIKE '%clear%'") == []
    listed = done(quick_sip.world, "vouchers", "list", "--csv")
    assert [line.split(",")[1] for line in listed.splitlines()[1:]] == many
