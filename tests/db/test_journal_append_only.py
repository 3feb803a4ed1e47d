# SPDX-License-Identifier: Apache-2.0
"""Entries of the journal are neither changed nor removed, but for what another entry says is pruned (promise P29)."""

import hashlib
import json
from collections.abc import Generator

import pytest
from sqlalchemy.exc import DatabaseError

from ngnprov import clock
from ngnprov.db.failures import StorageFailure
from ngnprov.db.ledgers import journal
from ngnprov.upkeep.pruning import foresee, prune
from tests.support.journaling import add
from tests.support.world import World

_COLUMNS = "at, login, level, entry, behind, request_id, operation, subject"
_VALUES = "'2027-01-01', 'x', 'admin', 0, false, 'x', 'x', 'x'"
FORBIDDEN = [
    "UPDATE journal SET login = 'x'",
    "UPDATE journal SET pruned_to = 99",
    "DELETE FROM journal",
    "DELETE FROM journal WHERE id = 1",
    f"INSERT INTO journal (id, pruned_to, {_COLUMNS}) VALUES (900, 900, {_VALUES})",
    f"INSERT INTO journal (pruned_to, {_COLUMNS}) VALUES (9223372036854775807, {_VALUES})",
    f"INSERT INTO journal (id, {_COLUMNS}) VALUES (1, {_VALUES}) ON CONFLICT (id) DO UPDATE SET login = 'x'",
]
ON_SQLITE = [
    f"INSERT OR REPLACE INTO journal (id, {_COLUMNS}) VALUES (1, {_VALUES})",
    f"REPLACE INTO journal (id, {_COLUMNS}) VALUES (2, {_VALUES})",
    f"INSERT INTO journal (id, {_COLUMNS}) VALUES (-5, {_VALUES})",
    "UPDATE OR REPLACE journal SET id = 1 WHERE id = 2",
]
ON_POSTGRESQL = [
    "TRUNCATE journal",
    "TRUNCATE journal RESTART IDENTITY CASCADE",
    "CREATE TEMP TABLE journal AS SELECT 99 AS pruned_to; DELETE FROM public.journal",
    "MERGE INTO journal USING (SELECT 1 AS one) AS s ON journal.id = s.one WHEN MATCHED THEN DELETE",
]


@pytest.fixture
def written(world: World) -> World:
    """A world whose journal has a few entries."""
    for name in "abcd":
        world.call().addAccount(account={"username": name, "password": "p"})
    return world


def stored(world: World) -> list[tuple[object, ...]]:
    return world.sql("SELECT * FROM journal ORDER BY id")


def refuse(world: World, statement: str) -> None:
    before = stored(world)
    assert len(before) >= 2
    with pytest.raises(DatabaseError, match="append-only"), world.database.engine.connect() as connection:
        connection.exec_driver_sql(statement)
    assert stored(world) == before


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_nothing_changes_or_removes_an_entry(written: World, statement: str) -> None:
    refuse(written, statement)


def test_nothing_of_one_database_alone_does(written: World) -> None:
    for statement in ON_SQLITE if written.kind == "sqlite" else ON_POSTGRESQL:
        refuse(written, statement)


def test_pruning_opens_no_door_for_what_is_left(written: World) -> None:
    ids = [row[0] for row in stored(written)]
    ((cut,),) = written.sql(f"SELECT at FROM journal WHERE id = {ids[3]}")
    (gone,) = prune(written.database, cut)
    assert (gone.size, gone.first, gone.last) == (3, ids[0], ids[2])
    first = gone.last + 1
    left = [f"DELETE FROM journal WHERE id = {first}", f"DELETE FROM journal WHERE id >= {first}"]
    for statement in FORBIDDEN[:3] + left + (ON_POSTGRESQL[:3] if written.kind == "postgresql" else ON_SQLITE[2:3]):
        refuse(written, statement)


def test_pruning_leaves_an_entry_with_count_and_range(written: World) -> None:
    rows = stored(written)
    foreseen = foresee(written.database, clock.now())
    assert foreseen is not None
    assert foreseen.size == len(rows)
    (gone,) = prune(written.database, clock.now())
    assert gone == foreseen
    anchors = [
        f"{stream} {number} {entry} {hash}\n"
        for stream, number, entry, hash in written.sql(
            "SELECT stream, number, entry, hash FROM journal_links ORDER BY stream"
        )
    ]
    ((kind, login, level, operation, subject, after, pruned_to),) = written.sql(
        "SELECT kind, login, level, operation, subject, after, pruned_to FROM journal"
    )
    assert (kind, login, level, operation) == ("pruned", "(command line)", "admin", "journal prune")
    assert subject == f"journal entries {rows[0][0]} to {rows[-1][0]}"
    assert json.loads(after) == {
        "removed": len(rows),
        "since": rows[0][1],
        "until": rows[-1][1],
        "streams": len(anchors),
        "anchors": hashlib.sha256("".join(anchors).encode()).hexdigest(),
    }
    assert pruned_to == rows[-1][0]


def test_much_is_pruned_in_parts_and_an_interruption_leaves_whole_ones(
    written: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ngnprov.upkeep.pruning.ROWS", 2)
    cut, rows = clock.now(), stored(written)
    parts = prune(written.database, cut)
    assert next(parts).size == 2
    assert isinstance(parts, Generator)
    parts.close()
    assert stored(written)[:-1] == rows[2:]
    assert sum(part.size for part in prune(written.database, cut)) == len(rows) - 2
    assert {row[0] for row in written.sql("SELECT kind FROM journal")} == {"pruned"}


def test_pruning_ends_though_the_clock_is_behind_what_it_prunes(written: World) -> None:
    rows = stored(written)
    assert [part.size for part in prune(written.database, "2999-01-01")] == [len(rows)]
    assert len(stored(written)) == 1


def test_what_is_pruned_has_no_gap_though_a_clock_was_set_back(written: World) -> None:
    add(written.database, {"at": "2001-01-01 00:00:00.000000"})
    rows = stored(written)
    assert foresee(written.database, "2001-01-02") is None
    assert list(prune(written.database, "2001-01-02")) == []
    assert stored(written) == rows


def test_a_deletion_without_its_entry_is_refused_in_the_unit_too(
    written: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = stored(written)
    monkeypatch.setattr(journal, "write", lambda unit, **values: None)
    with pytest.raises(StorageFailure, match="append-only"):
        next(prune(written.database, clock.now()))
    assert stored(written) == rows
