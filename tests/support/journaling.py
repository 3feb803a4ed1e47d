# SPDX-License-Identifier: Apache-2.0
"""Entries of the journal without calls, what an intruder does to them, and what verifying says of it."""

import json
from typing import Any

from sqlalchemy import text

from ngnprov.db.engine import Database
from ngnprov.db.ledgers import journal
from ngnprov.db.unit import Unit
from ngnprov.upkeep.chain import seal
from ngnprov.upkeep.checkpoints import Checkpoint, take
from ngnprov.upkeep.verifying import Damage, Verification
from tests.support.world import World

OLD = "2900-01-01 00:00:00.000000"

_TRIGGERS = ("no_update", "no_delete", "no_replace", "no_prune_ahead")
_PLAIN: dict[str, Any] = {
    "at": OLD,
    "login": "x",
    "level": "admin",
    "entry": 0,
    "behind": False,
    "request_id": "x",
    "operation": "x",
    "subject": "x",
    "before": None,
    "after": None,
}


def write(unit: Unit, **values: Any) -> None:
    """Add an entry in which only ``values`` matter."""
    journal.write(unit, **{**_PLAIN, **values})


def add(database: Database, *entries: dict[str, Any]) -> None:
    """Add entries in one transaction."""

    def work(unit: Unit) -> None:
        for values in entries:
            write(unit, **values)

    database.write(work)


def seal_all(world: World) -> int:
    """How many entries were sealed until everything is."""
    return sum(seal(world.database))


def disarm(database: Database) -> None:
    """Drop what keeps the tables append-only on SQLite; on PostgreSQL an intruder's own connection need not obey it."""
    if database.is_sqlite:
        with database.engine.connect() as connection:
            for table in ("journal", "journal_links"):
                for trigger in _TRIGGERS:
                    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{trigger}")


def tamper(world: World, *statements: str) -> None:
    """Run an intruder's statements."""
    disarm(world.database)
    with world.database.engine.connect() as connection:
        if world.kind == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            assert connection.execute(text(statement)).rowcount


def checkpoint(world: World) -> Checkpoint:
    """A checkpoint of what is sealed."""
    with world.database.reading() as unit:
        return take(unit)


def damages(world: World, known: Checkpoint | None = None) -> list[Damage]:
    """What verifying finds."""
    with world.database.reading(any_text=True) as unit:
        return list(Verification(unit, known).damages())


def sentences(world: World, known: Checkpoint | None = None) -> list[str]:
    """The same in words."""
    return [damage.sentence for damage in damages(world, known)]


def streams(world: World) -> dict[int, list[int]]:
    """By stream its entries in the order of the chain."""
    found: dict[int, list[int]] = {}
    for stream, entry in world.sql("SELECT stream, entry FROM journal_links ORDER BY stream, number"):
        found.setdefault(stream, []).append(entry)
    return found


def told(after: str) -> Any:
    """What an entry tells."""
    return json.loads(after)
