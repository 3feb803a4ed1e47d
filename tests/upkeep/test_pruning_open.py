# SPDX-License-Identifier: Apache-2.0
"""Pruning beside transactions that are open: nothing goes without a trace, and nobody who writes waits (promises P28, P29)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import psycopg
import pytest

from ngnprov.db.ledgers import links
from ngnprov.db.ledgers import pruning as stretches
from ngnprov.db.unit import Unit
from ngnprov.upkeep import chain, pruning
from ngnprov.upkeep.pruning import prune
from tests.support.commands import run
from tests.support.journaling import OLD, add, seal_all, sentences, tamper
from tests.support.journaling import write as write_entry
from tests.support.world import Template, World

LATE = "2999-01-01"


@pytest.fixture
def on_postgres(postgres_template: Template, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world on PostgreSQL, where transactions write side by side; it has three entries more."""
    monkeypatch.setattr(chain, "PATIENCE", 0.1)
    with postgres_template.copy(tmp_path) as world:
        for name in "abc":
            world.database.write(partial(write, name=name))
        yield world


def write(unit: Unit, name: str, at: str = OLD) -> None:
    write_entry(unit, request_id=name, at=at)


def names(world: World) -> list[str]:
    return [row[0] for row in world.sql("SELECT request_id FROM journal WHERE kind = 'change' ORDER BY id")]


def test_what_is_above_an_entry_under_way_stays_until_that_is_there(on_postgres: World) -> None:
    seal_all(on_postgres)
    with on_postgres.database.writing() as late:
        write(late, "late")
        on_postgres.database.write(lambda unit: write(unit, "after"))
        (gone,) = prune(on_postgres.database, LATE)
        assert names(on_postgres) == ["after"]
        late.commit()
    (rest, *of_prunings) = prune(on_postgres.database, LATE)
    assert (rest.first, rest.size) == (gone.last + 1, 3), "late, after, and that of the first pruning"
    assert of_prunings == []
    assert names(on_postgres) == []
    seal_all(on_postgres)
    assert sentences(on_postgres) == []


def test_an_entry_that_is_not_old_and_appears_below_what_was_to_go_stays(
    on_postgres: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, foresee = on_postgres.database.writing(), pruning.foresee
    write(late, "late", "2998-01-01 00:00:00.000000")
    on_postgres.database.write(lambda unit: write(unit, "after"))

    def foresee_and_commit(*arguments: Any) -> Any:
        foreseen = foresee(*arguments)
        late.commit()
        return foreseen

    monkeypatch.setattr(pruning, "foresee", foresee_and_commit)
    present = on_postgres.sql("SELECT id, at FROM journal ORDER BY id")
    removed = sum(stretch.size for stretch in prune(on_postgres.database, "2998-01-01"))
    assert removed == len(present) - 1
    assert names(on_postgres) == ["late", "after"]


def test_others_write_and_nobody_seals_while_some_are_removed(
    on_postgres: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    real = stretches.remove

    def remove(unit: Unit, *arguments: Any, **named: Any) -> None:
        url = on_postgres.settings.database.url.replace("postgresql+psycopg", "postgresql")
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE journal IN ROW EXCLUSIVE MODE NOWAIT")  # that of an INSERT
        with on_postgres.database.writing() as sealing:
            assert not links.append(sealing, links.top(sealing), [])
        tried.append("insert")
        real(unit, *arguments, **named)

    monkeypatch.setattr(stretches, "remove", remove)
    assert len(list(prune(on_postgres.database, LATE))) == len(tried) == 1


def test_what_was_put_there_afterwards_is_not_pruned_and_the_command_says_so(world: World) -> None:
    add(world.database, *({"request_id": name, "at": "2020-01-01"} for name in "abcde"))
    seal_all(world)
    ((id,),) = world.sql("SELECT id FROM journal WHERE request_id = 'c'")
    tamper(world, f"DELETE FROM journal_links WHERE entry = {id}")
    result = run(world, "journal", "prune", "--before", "0m")
    assert result.exit_code == 1
    assert f"ngnprov: entry {id} and what follows stay, as they are not sealed" in result.stderr
    assert names(world)[:1] == ["c"]


def test_a_pruned_journal_verifies_however_it_was_cut(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "ROWS", 3)
    add(world.database, *({"reseller": n % 3, "at": f"2900-01-0{n}"} for n in range(1, 9)))
    for day in (3, 5, 6, 9):
        list(prune(world.database, f"2900-01-0{day}"))
        assert sentences(world) == []
        add(world.database, {"reseller": day % 3})
        seal_all(world)
        assert sentences(world) == []
