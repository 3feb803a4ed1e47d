# SPDX-License-Identifier: Apache-2.0
"""The floor under what makes many records: what SQLite takes to insert, in one transaction of prepared statements, every row
that is there after and was not before, those of the journal included. Counters, serials and other rows that are changed cost
it nothing.
"""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.support.world import World


def keep_copy(world: World, to: Path) -> Path:
    """A copy of a database as it is now."""
    with (
        sqlite3.connect(world.settings.database.url.removeprefix("sqlite:///")) as database,
        sqlite3.connect(to) as copy,
    ):
        database.backup(copy)
    return to


def floor(before: Path, after: Path, many: int, at_once: int) -> tuple[float, dict[str, int]]:
    """CPU seconds for the rows of tables that have got ``many`` or more, so many of the ``many`` in a transaction as are made
    ``at_once``; and how many rows in which table."""
    new: dict[str, list[tuple[Any, ...]]] = {}
    with sqlite3.connect(after) as database:
        database.execute("ATTACH ? AS old", (str(before),))
        tables = [name for (name,) in database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table.startswith("sqlite_"):
                continue
            rows = database.execute(f"SELECT * FROM main.{table} EXCEPT SELECT * FROM old.{table}").fetchall()
            if len(rows) >= many:
                new[table] = rows
    best = float("inf")
    for _ in range(3):
        trial = before.with_name("trial.db")
        shutil.copy(before, trial)
        with closing(sqlite3.connect(trial)) as database:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-16000"):
                database.execute(f"PRAGMA {pragma}")
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f"DROP TRIGGER {name}")
            started = time.process_time()
            for first in range(0, many, at_once):
                for table, rows in new.items():
                    each, marks = len(rows) // many, ", ".join("?" * len(rows[0]))
                    some = rows[first * each : (first + at_once) * each]
                    database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", some)
                database.commit()
            best = min(best, time.process_time() - started)
        trial.unlink()
    return best, {table: len(rows) for table, rows in new.items()}
