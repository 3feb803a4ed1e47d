# SPDX-License-Identifier: Apache-2.0
"""Entries whose transaction is open while others are pruned: none goes without a trace (promise P29)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import psycopg
import pytest

from ngnprov.db.failures import Transient
from ngnprov.db.ledgers import journal
from ngnprov.db.ledgers import pruning as stretches
from ngnprov.db.unit import Unit
from ngnprov.upkeep import pruning
from ngnprov.upkeep.pruning import prune
from tests.support.world import Template, World

LATE = "2999-01-01"


@pytest.fixture
def on_postgres(postgres_template: Template, tmp_path: Any) -> Iterator[World]:
    """A world on PostgreSQL, where transactions write side by side; it has three entries more."""
    with postgres_template.copy(tmp_path) as world:
        for name in "abc":
            world.database.write(partial(write, name=name))
        yield world


def write(unit: Unit, name: str, at: str = "2027-01-01 00:00:00.000000") -> None:
    entry: dict[str, Any] = {
        "level": "admin",
        "entry": 0,
        "behind": False,
        "request_id": name,
        "operation": "x",
        "subject": "x",
    }
    journal.write(unit, at=at, login="x", before=None, after=None, **entry)


def names(world: World) -> list[str]:
    return [row[0] for row in world.sql("SELECT request_id FROM journal WHERE kind = 'change' ORDER BY id")]


def test_pruning_waits_for_an_entry_that_is_under_way_and_gives_up_in_time(on_postgres: World) -> None:
    with on_postgres.database.writing() as late:
        write(late, "late")
        on_postgres.database.write(lambda unit: write(unit, "after"))
        present = names(on_postgres)
        with pytest.raises(Transient):
            next(prune(on_postgres.database, LATE))
        assert names(on_postgres) == present
        late.commit()
    ids = [row[0] for row in on_postgres.sql("SELECT id FROM journal ORDER BY id")]
    (gone,) = prune(on_postgres.database, LATE)
    assert (gone.size, gone.first, gone.last) == (len(ids), ids[0], ids[-1]), "the late one is told of, too"
    assert names(on_postgres) == []


@pytest.mark.parametrize("at", ["2027-01-01 00:00:00.000000", "2998-01-01 00:00:00.000000"], ids=["old", "not old"])
def test_an_entry_that_appears_below_what_was_to_go_is_counted_or_stays(
    on_postgres: World, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, foresee = on_postgres.database.writing(), pruning.foresee
    write(late, "late", at)
    on_postgres.database.write(lambda unit: write(unit, "after"))

    def foresee_and_commit(*arguments: Any) -> Any:
        foreseen = foresee(*arguments)
        late.commit()
        return foreseen

    monkeypatch.setattr(pruning, "foresee", foresee_and_commit)
    present = on_postgres.sql("SELECT id, at FROM journal ORDER BY id")
    removed = sum(stretch.size for stretch in prune(on_postgres.database, "2998-01-01"))
    is_old = at < "2998"
    assert removed == len(present) + (1 if is_old else -1)
    assert names(on_postgres) == ([] if is_old else ["late", "after"])


def test_nobody_writes_an_entry_while_some_are_removed(on_postgres: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    real = stretches.remove

    def remove(unit: Unit, *arguments: Any, **named: Any) -> None:
        url = on_postgres.settings.database.url.replace("postgresql+psycopg", "postgresql")
        with psycopg.connect(url) as other, pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("LOCK TABLE journal IN ROW EXCLUSIVE MODE NOWAIT")  # that of an INSERT
        tried.append("insert")
        real(unit, *arguments, **named)

    monkeypatch.setattr(stretches, "remove", remove)
    assert len(list(prune(on_postgres.database, LATE))) == len(tried) == 1
