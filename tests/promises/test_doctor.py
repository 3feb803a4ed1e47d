# SPDX-License-Identifier: Apache-2.0
"""``ngnprov doctor --repair`` beside a running server: whatever comes between, what is right stays right."""

import json
import threading
import tracemalloc
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from ngnprov.calls.finding import Finding, State
from ngnprov.db.failures import StorageFailure
from ngnprov.db.ledgers import journal
from ngnprov.upkeep import doctor
from tests.promises.damages import ALICE, CUSTOMER, DAMAGES, RESELLER, Damage, Platform
from tests.promises.overlap import PATIENCE, code, overlap
from tests.support.examination import examine, repair
from tests.support.world import World

every_damage = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


@pytest.fixture
def platform(world: World) -> Platform:
    """On either database, with nothing wrong."""
    platform = Platform(world, "encoded")
    platform.furnish()
    assert examine(world.database) == []
    return platform


@every_damage
def test_a_repair_is_told_and_has_its_entry_in_the_journal(platform: Platform, damage: Damage) -> None:
    world = platform.world
    world.sql(damage.harm)
    assert examine(world.database) == [Finding(damage.text)]
    ((last,),) = world.sql("SELECT max(id) FROM journal")
    assert repair(world) == [Finding(damage.text, State.REPAIRED)]
    (entry,) = world.sql(f"SELECT login, level, operation, subject, before, after FROM journal WHERE id > {last}")
    assert entry[:4] == ("(command line)", "admin", "doctor --repair", damage.subject)
    assert (json.loads(entry[4]), json.loads(entry[5])) == (damage.before, damage.after)
    assert examine(world.database) == []


@every_damage
def test_what_cannot_be_journaled_is_not_repaired(
    platform: Platform, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.world.sql(damage.harm)
    before = platform.world.fingerprint()

    def fail(*_: Any, **__: Any) -> None:
        raise StorageFailure("the disk is full")

    monkeypatch.setattr(journal, "write", fail)
    with pytest.raises(StorageFailure):
        repair(platform.world)
    assert platform.world.fingerprint() == before


@every_damage
def test_what_came_right_since_it_was_found_is_left_as_it_is(platform: Platform, damage: Damage) -> None:
    world = platform.world
    world.sql(damage.harm)
    findings = examine(world.database)
    world.sql(damage.cure)
    before = world.fingerprint()
    assert list(doctor.repaired(findings, world.operator)) == [Finding(damage.text, State.RIGHT)]
    assert world.fingerprint() == before


@every_damage
def test_a_change_between_a_finding_and_its_repair_is_kept(platform: Platform, damage: Damage) -> None:
    world = platform.world
    world.sql(damage.harm)
    findings = examine(world.database)
    damage.change(platform)
    (told,) = doctor.repaired(findings, world.operator)
    assert told.state in (State.REPAIRED, State.RIGHT)
    assert examine(world.database) == [Finding(text) for text in damage.left]


@every_damage
def test_a_repair_waits_for_a_change_under_way(platform: Platform, damage: Damage) -> None:
    world = platform.world
    world.sql(damage.harm)
    told: list[Finding] = []
    codes = overlap(lambda: damage.change(platform), lambda: told.extend(repair(world)), "before its COMMIT")
    assert (codes, len(told)) == ((0, 0), 1)
    assert told[0].state in (State.REPAIRED, State.RIGHT)
    assert examine(world.database) == [Finding(text) for text in damage.left]


@every_damage
def test_a_change_in_the_middle_of_a_repair_waits_for_it(
    platform: Platform, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle is between looking again and writing, where a number that was counted could be old."""
    world = platform.world
    world.sql(damage.harm)
    owner, name = damage.write
    write = getattr(owner, name)
    codes: list[int] = []
    change = threading.Thread(target=lambda: codes.append(code(lambda: damage.change(platform))))

    def write_late(*arguments: Any, **options: Any) -> None:
        if threading.current_thread() is not change and not change.ident:
            change.start()
            change.join(PATIENCE)
            assert change.is_alive(), "it did not wait"
        write(*arguments, **options)

    monkeypatch.setattr(owner, name, write_late)
    assert [finding.state for finding in repair(world)] == [State.REPAIRED]
    change.join(60)
    assert codes == [0]
    assert examine(world.database) == []


HARM = (
    *(f"UPDATE counters SET used = used + 3 WHERE customer = {holder}" for holder in (RESELLER, CUSTOMER)),
    f"""UPDATE counters SET "limit" = 90000 WHERE "limit" IS NOT NULL AND customer = {CUSTOMER}""",
    "UPDATE enum_ranges SET used = used + 2",
)
"""What refuses no change meanwhile: all is counted as more than it is."""


def test_a_server_at_full_speed_and_repairs_in_a_loop_leave_nothing_wrong(platform: Platform, rounds: int) -> None:
    world = platform.world
    failures: list[BaseException] = []

    def again_and_again(work: Callable[[], Any]) -> threading.Thread:
        def run() -> None:
            try:
                for _ in range(rounds // 2):
                    work()
            except BaseException as failure:
                failures.append(failure)
                raise

        return threading.Thread(target=run)

    def come_and_go() -> None:
        zone, number, account = platform.add_zone(), platform.add_number(), platform.add_account()
        platform.login("customer").dns.deleteZone(zone=zone)
        platform.login("customer").enum.deleteNumber(enumId=number)
        platform.login("reseller").sip.deleteAccount(sipId=account)

    def stay() -> None:
        for work in (
            platform.add_zone,
            platform.add_number,
            platform.add_account,
            platform.add_credit,
            platform.set_credit,
        ):
            work()

    writers = [again_and_again(work) for work in (come_and_go, come_and_go, stay, stay)]
    for writer in writers:
        writer.start()
    told: Counter[State] = Counter()
    left: list[Finding] = []
    try:
        while any(writer.is_alive() for writer in writers):
            for harm in HARM:
                world.sql(harm)
                told.update(finding.state for finding in repair(world))
                left += examine(world.database)
    finally:
        for writer in writers:
            writer.join()
    assert (failures, left) == ([], [])
    assert told[State.REPAIRED] >= len(HARM)  # one pass over them is begun while all write, however slow the machine is
    assert told.keys() <= {State.REPAIRED, State.RIGHT}
    assert examine(world.database) == []
    stayed = 1 + 2 * (rounds // 2)
    assert world.sql("SELECT count(*) FROM dns_zones") == [(stayed,)]
    assert world.sql("SELECT used FROM counters WHERE kind = 'dns_zone_credit'") == [(stayed,), (stayed,)]
    assert world.sql("SELECT used FROM enum_ranges") == [(stayed,)]
    assert platform.admin.sip.getPrepaidStatus(sipIds=[ALICE]) == [{"balance": 10.0 * stayed}]


def test_any_number_of_findings_costs_no_memory(world: World) -> None:
    many = 30_000
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) SELECT"
    world.sql(f"INSERT INTO counters {numbers} i, 'sip_credit', 1, 1 FROM n")
    for _ in doctor.examine(world.database):
        break  # what is compiled and imported once
    tracemalloc.start()
    try:
        found = Counter(finding.state for finding in doctor.examine(world.database))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == {State.WRONG: 2 * many}  # use and limit
    assert peak < 2_000_000
