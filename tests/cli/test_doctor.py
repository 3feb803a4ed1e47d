# SPDX-License-Identifier: Apache-2.0
"""``ngnprov doctor``: what a person sees, on a database that a server works on too."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from tests.support.journaling import add, seal_all, tamper
from tests.support.scene import Scene, prop
from tests.support.world import World


@pytest.fixture
def scene(world: World) -> Scene:
    """A reseller and a customer of it, both with room for accounts."""
    scene = Scene(world, "encoded")
    room = [prop("sip_credit", "5", "admin")]
    assert scene.reseller(properties=room) == 1
    assert scene.add("customer", reseller=1, properties=room) == 2
    return scene


def run(scene: Scene, *options: str, key_file: Path | None = None) -> Result:
    settings = scene.world.settings
    given = ["--database", settings.database.url, "--key-file", str(key_file or settings.keys.file), *options]
    result = CliRunner().invoke(main, ["doctor", *given])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def told(result: Result) -> tuple[int, list[str]]:
    return result.exit_code, result.stdout.splitlines()


USED = "sip_credit of customer {} is counted as 3, but there are 0"
LABEL = r"sip_credit of customer 2 has the permission \x1b[2J, but admin is enforced"
ASTRAY = "customer 2 belongs to 3, which is not a reseller"


def test_what_is_wrong_is_listed_and_counted(scene: Scene) -> None:
    assert told(run(scene)) == (0, ["nothing is wrong"])
    escape = "char(27)" if scene.world.kind == "sqlite" else "chr(27)"
    scene.world.sql("UPDATE counters SET used = 3")
    scene.world.sql(f"UPDATE customer_properties SET permission = {escape} || '[2J' WHERE customer = 2")
    found = [USED.format(1), USED.format(2), LABEL]
    before = scene.world.fingerprint()
    assert told(run(scene)) == (1, [*(f"wrong: {text}" for text in found), "3 wrong"])
    assert scene.world.fingerprint() == before
    assert told(run(scene, "--repair")) == (0, [*(f"repaired: {text}" for text in found), "3 repaired"])
    assert told(run(scene)) == (0, ["nothing is wrong"])
    assert scene.world.sql("SELECT count(*) FROM journal WHERE operation = 'doctor --repair'") == [(3,)]


def test_what_only_a_person_can_mend_stays_wrong(scene: Scene) -> None:
    scene.world.sql(f"UPDATE customers SET reseller = {scene.add('other', reseller=1)} WHERE id = 2")
    scene.world.sql("UPDATE counters SET used = 3 WHERE customer = 1")
    expected = [f"repaired: {USED.format(1)}", f"wrong: {ASTRAY}", "1 repaired, 1 wrong"]
    assert told(run(scene, "--repair")) == (1, expected)
    assert told(run(scene)) == (1, [f"wrong: {ASTRAY}", "1 wrong"])


def test_a_remark_is_no_error_and_nothing_to_repair(scene: Scene) -> None:
    switch = [prop("pstn_access", "1", "admin")]
    for id in (1, 2):
        scene.admin.setProperties(customer=id, properties=switch)
    assert told(run(scene)) == (0, ["nothing is wrong"])
    scene.admin.setProperties(customer=1, properties=[{**switch[0], "value": "0"}])
    remark = "remark: pstn_access of customer 2 is on, but off for its reseller 1"
    before = scene.world.fingerprint()
    assert told(run(scene)) == told(run(scene, "--repair")) == (0, [remark, "nothing is wrong"])
    assert scene.world.fingerprint() == before
    scene.world.sql("UPDATE counters SET used = 3 WHERE customer = 1")
    assert told(run(scene)) == (1, [f"wrong: {USED.format(1)}", remark, "1 wrong, 1 remark"])


@pytest.mark.parametrize("options", [(), ("--repair",)])
def test_the_doctor_opens_secrets_and_needs_the_key(scene: Scene, tmp_path: Path, options: tuple[str, ...]) -> None:
    refused = run(scene, *options, key_file=tmp_path / "lost")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "there is no key file" in refused.stderr


def test_a_journal_that_was_damaged_stays_so(scene: Scene) -> None:
    seal_all(scene.world)
    tamper(scene.world, "UPDATE journal SET login = 'nobody' WHERE id = 2")
    found = "wrong: the journal, stream 1, number 1, entry 2: edited: it is not what was sealed"
    assert told(run(scene)) == told(run(scene, "--repair")) == (1, [found, "1 wrong"])


def test_old_entries_that_nobody_has_sealed_are_a_remark(scene: Scene) -> None:
    seal_all(scene.world)
    add(scene.world.database, {"at": "2020-01-31 12:00:00.000000"})
    remark = "remark: entries of the journal since 2020-01-31 12:00:00 are not sealed"
    assert told(run(scene)) == (0, [remark, "nothing is wrong"])
