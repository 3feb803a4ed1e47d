# SPDX-License-Identifier: Apache-2.0
"""64 processes race for the same thing, and get what is left of it (promises P1, P2)."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from world import World

from ngnprov.db.engine import Database
from ngnprov.doctor import examine
from ngnprov.settings import Settings

PROCESSES = 64


def race(settings: Settings, case: str) -> Counter[int]:
    """How often each fault code came; 0 is success."""
    script = Path(__file__).parent / "racers.py"
    command = [sys.executable, script, settings.database.url, settings.keys.file, str(PROCESSES), case]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env={**os.environ})
    assert done.returncode == 0, done.stderr[-3000:]
    codes = json.loads(done.stdout)
    assert len(codes) == PROCESSES, done.stderr[-3000:]
    return Counter(codes)


def nothing_is_wrong(settings: Settings) -> bool:
    database = Database(settings.database.url)
    try:
        return examine(database, repair=False) == []
    finally:
        database.close()


def test_the_last_credits_are_sold_exactly_once(racer: Settings) -> None:
    assert race(racer, "credit") == {0: 10, 911: PROCESSES - 10}
    with World(racer) as world:
        assert world.sql("SELECT count(*), count(DISTINCT id) FROM widgets") == [(10, 10)]
        assert world.sql("SELECT used FROM counters WHERE kind = 'widget_credit'") == [(10,)]
        assert world.sql("SELECT count(*) FROM journal WHERE operation = 'addWidget'") == [(10,)]
    assert nothing_is_wrong(racer)


def test_one_of_many_gets_a_username(racer: Settings) -> None:
    assert race(racer, "name") == {0: 1, 5001: PROCESSES - 1}
    assert nothing_is_wrong(racer)


@pytest.mark.slow
def test_ids_given_at_once_are_all_different(racer: Settings) -> None:
    assert race(racer, "ids") == {0: PROCESSES}
    with World(racer) as world:
        assert world.sql("SELECT count(DISTINCT id) FROM customers") == [(PROCESSES + 1,)]
