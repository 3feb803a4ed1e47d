# SPDX-License-Identifier: Apache-2.0
"""Whatever is done to the journal is found, and nothing is reported without cause (promise P28)."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.port import find_directory, find_ports
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import links
from ngnprov.upkeep import chain, pruning
from ngnprov.upkeep.backup import copy
from ngnprov.upkeep.chain import Sealer
from ngnprov.upkeep.checkpoints import Checkpoint
from ngnprov.upkeep.pruning import prune
from ngnprov.upkeep.verifying import Verification
from tests.promises.intruder import DAMAGES, Intruder, dump
from tests.support.journaling import add, checkpoint, disarm, seal_all, sentences, write
from tests.support.world import Template, World

STREAMS = 4


@pytest.fixture
def on_postgres(postgres_template: Template, tmp_path: Path) -> Iterator[World]:
    """A world on PostgreSQL, where transactions write side by side."""
    with postgres_template.copy(tmp_path) as world:
        yield world


def random_entry(chance: random.Random, moment: int = 0) -> dict[str, Any]:
    """An entry that may hold anything; ``moment`` orders them in time."""
    texts = ["", "x", "rené", "\U0001f4de", '"\\', "a\nb", "{}", "0"]
    return {
        "at": f"2900-01-01 00:00:00.{moment:06}",
        "login": chance.choice(texts),
        "behind": chance.random() < 0.5,
        "before": chance.choice([None, {}, {"a": chance.choice(texts)}]),
        "after": chance.choice([None, {"b": [chance.random()], chance.choice(texts): None}]),
        "kind": chance.choice(["change", "denied", "login"]),
        "address": chance.choice(["", "192.0.2.1"]),
        "code": chance.choice([0, 901]),
        "customer": chance.choice([0, 0, 5, 2**31 - 1]),
        "reseller": chance.randrange(STREAMS),
        "on_behalf_of": chance.choice(texts),
        "reverts": chance.choice([None, 0, 3, 2**40]),
    }


def grown(world: World, chance: random.Random) -> None:
    """A journal of some dozens of entries, sealed at several times, with a pruning in it."""
    for moment in range(40):
        add(world.database, random_entry(chance, moment))
        if chance.random() < 0.2:
            seal_all(world)
    list(prune(world.database, "2900-01-01 00:00:00.000012"))
    add(world.database, *(random_entry(chance, 99) for _ in range(3)))
    seal_all(world)


@pytest.mark.slow
def test_10_000_random_damages_are_all_found(sqlite_world: World, rounds: int) -> None:
    chance = random.Random(rounds)
    add(sqlite_world.database, {"at": "2900"})
    list(prune(sqlite_world.database, "2899"))  # the administrator's own, which is of today
    grown(sqlite_world, chance)
    known = checkpoint(sqlite_world)
    assert sentences(sqlite_world, known) == []
    disarm(sqlite_world.database)
    done: Counter[str] = Counter()
    unseen: list[tuple[str, object]] = []
    while done.total() < 100 * rounds:
        with sqlite_world.database.writing() as unit:
            before = dump(unit)
            name = Intruder(unit, chance).strike()
            if dump(unit) == before:
                continue  # nothing has come of it
            done[name] += 1
            if next(Verification(unit, known).damages(), None) is None:
                unseen.append((name, [set(a) ^ set(b) for a, b in zip(before, dump(unit), strict=True)]))
    assert unseen == []
    assert len(done) == len(DAMAGES)
    assert min(done.values()) > rounds
    assert sentences(sqlite_world, known) == []


@pytest.mark.slow
def test_no_journal_that_nobody_has_damaged_is_reported(
    template: Template, tmp_path: Path, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(rounds)
    monkeypatch.setattr(chain, "PAUSE", 0)
    for _ in range(max(rounds // 10, 2)):
        with template.copy(tmp_path) as world:
            known: list[Checkpoint] = []
            for moment in range(1, 25):
                add(world.database, *(random_entry(chance, moment) for _ in range(chance.randrange(4))))
                monkeypatch.setattr(chain, "BATCH", chance.randrange(1, 5))
                monkeypatch.setattr(pruning, "ROWS", chance.randrange(1, 9))
                if chance.random() < 0.5:
                    seal_all(world)
                    known.append(checkpoint(world))
                if chance.random() < 0.2:
                    list(prune(world.database, f"2900-01-01 00:00:00.{chance.randrange(moment):06}"))
                assert sentences(world, chance.choice(known) if known else None) == []
            assert len(known) > 3
            assert [sentences(world, each) for each in known] == [[]] * len(known)


@pytest.mark.slow
def test_nothing_is_reported_while_many_write_some_undo_one_seals_and_one_prunes(
    on_postgres: World, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "ROWS", 20)
    monkeypatch.setattr(chain, "PATIENCE", 0.05)
    database, until = on_postgres.database, time.monotonic() + 0.1 * rounds
    written: list[int] = []
    failures: list[BaseException] = []

    def scribble(seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < until:
            with database.writing() as unit:
                count = chance.randrange(1, 4)
                for _ in range(count):
                    write(unit, **random_entry(chance))
                    if chance.random() < 0.3:
                        time.sleep(chance.random() * 0.02)
                if chance.random() < 0.8:
                    unit.commit()
                    written.append(count)

    def come_behind() -> None:
        sealer = Sealer(database, find_directory(find_ports()))
        while time.monotonic() < until:
            list(sealer.seal())
            time.sleep(0.01)

    def cut() -> None:
        while time.monotonic() < until:
            time.sleep(0.3)
            list(prune(database, "2950"))

    def told(work: Any, *arguments: Any) -> None:
        try:
            work(*arguments)
        except BaseException as failure:
            failures.append(failure)

    works = [(scribble, 1), (scribble, 2), (scribble, 3), (scribble, 4), (come_behind,), (come_behind,), (cut,)]
    threads = [threading.Thread(target=told, args=work) for work in works]
    for thread in threads:
        thread.start()
    looks = 0
    while any(thread.is_alive() for thread in threads):
        assert sentences(on_postgres) == []
        looks += 1
    assert failures == []
    seal_all(on_postgres)
    assert sentences(on_postgres) == []
    with database.reading() as unit:
        assert links.tail(unit) == (0, None)
    assert on_postgres.sql("SELECT count(*) FROM journal WHERE pruned_to IS NOT NULL") != [(0,)]
    assert sum(written) > rounds
    assert looks > 2


def test_a_restored_backup_verifies_also_against_a_checkpoint_of_before(sqlite_world: World, tmp_path: Path) -> None:
    grown(sqlite_world, random.Random(1))
    known = checkpoint(sqlite_world)
    add(sqlite_world.database, {}, {})
    source = Path(sqlite_world.settings.database.url.removeprefix("sqlite:///"))
    copy(source, tmp_path / "copy.db")
    seal_all(sqlite_world)
    restored = Database(f"sqlite:///{tmp_path}/copy.db")
    with restored.reading() as unit:
        assert list(Verification(unit, known).damages()) == []
        assert links.tail(unit).size == 2
    assert sum(chain.seal(restored)) == 2
    with restored.reading() as unit:
        assert list(Verification(unit, checkpoint(sqlite_world)).damages()) == []
    restored.close()


def test_a_journal_is_the_same_chain_on_both_databases(
    sqlite_template: Template, postgres_template: Template, tmp_path: Path
) -> None:
    chains = []
    for template in (sqlite_template, postgres_template):
        with template.copy(tmp_path) as world:
            chance = random.Random(5)
            add(world.database, *(random_entry(chance) for _ in range(50)))
            seal_all(world)
            chains.append(world.sql("SELECT * FROM journal_links WHERE stream > 0 ORDER BY entry"))
    assert chains[0] == chains[1]
    assert len(chains[0]) > 20
