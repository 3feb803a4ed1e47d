# SPDX-License-Identifier: Apache-2.0
"""Long imports beside others: with ``--each`` they let others write in between, else they tell how long those will wait."""

import itertools
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ngnprov.cli import intake
from ngnprov.db.failures import StorageFailure
from ngnprov.intake import adding, forecast, slices
from tests.ports.dns.conftest import DnsScene
from tests.support.commands import done, problems, run, written

COMMAND = ("zone", "import-records")


def rows(count: int, bad: range = range(0)) -> str:
    lines = (f"example.com,h{number},A,192.0.2.{'x' if number in bad else 1}\n" for number in range(count))
    return "zone,name,type,value\n" + "".join(lines)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock by which each slice takes a quarter of what it may, and the pauses that were made."""
    pauses: list[float] = []
    moments = itertools.count()
    monkeypatch.setattr(slices, "monotonic", lambda: next(moments) * slices.SECONDS / 4)
    monkeypatch.setattr(slices, "sleep", pauses.append)
    return pauses


def commits(dns: DnsScene) -> list[int]:
    """How many records each transaction of the import has added, in their order."""
    sql = "SELECT count(*) FROM journal WHERE operation = 'zone import-records' GROUP BY request_id ORDER BY min(id)"
    return [count for (count,) in dns.world.sql(sql)]


def test_each_is_added_in_slices_that_grow_while_they_are_quick(
    dns: DnsScene, tmp_path: Path, clock: list[float]
) -> None:
    told = done(dns.world, *COMMAND, "--each", written(tmp_path, rows(500)))
    assert told == "added 500 records\n"
    assert commits(dns) == [64, 128, 256, 52]
    assert len(clock) == (3 if dns.world.kind == "sqlite" else 0)  # PostgreSQL keeps who waits in a queue
    assert all(pause > 0.1 for pause in clock)


@pytest.mark.parametrize(
    ("size", "seconds", "then"),
    [(64, 0.5, 64), (64, 0.01, 128), (1024, 0.01, 1024), (800, 4.0, 100), (1, 9.0, 1), (64, 0.0, 128)],
)
def test_a_slice_that_took_long_is_followed_by_a_smaller_one(size: int, seconds: float, then: int) -> None:
    assert slices.size_of_next(size, seconds, slices.MOST) == then


def test_bad_rows_are_told_and_the_others_of_their_slice_added(dns: DnsScene, tmp_path: Path) -> None:
    result = run(dns.world, *COMMAND, "--each", written(tmp_path, rows(150, range(60, 70))))
    assert result.stdout == "added 140 records\n"
    assert [line.split(",")[0] for line in problems(result)[:-1]] == [f"line {line}" for line in range(62, 72)]


@pytest.mark.parametrize(
    ("error", "code", "last"),
    [
        (KeyboardInterrupt(), 1, "Aborted!"),
        (StorageFailure("disk I/O error"), 2, "ngnprov: the database refuses: disk I/O error"),
    ],
)
def test_what_was_added_before_an_early_end_stays_and_is_told(
    quick_dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, last: str
) -> None:
    def interrupted(_: float) -> None:
        raise error

    monkeypatch.setattr(slices, "sleep", interrupted)
    result = run(quick_dns.world, *COMMAND, "--each", written(tmp_path, rows(100)))
    assert result.exit_code == code
    told, *_, ended = result.stderr.splitlines()
    assert (told, ended) == ("it has ended early: 64 were added and stay", last)
    assert quick_dns.root.getRecords(query={})["total"] == 64


def test_others_write_between_slices(quick_dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for SQLite's lock while a slice is added has written before the next one begins."""
    wrote: list[float] = []
    writers: list[threading.Thread] = []
    add = adding.add_good
    database = str(quick_dns.world.database.url.database)

    def write() -> None:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=60)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            wrote.append(len(begun))
            connection.execute("COMMIT")

    begun: list[int] = []

    def slow(*given: Any) -> Any:
        if not writers:
            writers.append(threading.Thread(target=write))
            writers[0].start()
            time.sleep(0.3)  # so long that it is asleep between two tries for the lock
        begun.append(1)
        return add(*given)

    monkeypatch.setattr(slices, "add_good", slow)
    monkeypatch.setattr(slices, "PAUSE", 2)  # sqlite looks again within 0.1 s; a busy machine may take longer
    assert done(quick_dns.world, *COMMAND, "--each", written(tmp_path, rows(100))) == "added 100 records\n"
    writers[0].join()
    assert (wrote, len(begun)) == ([1], 2)


HEAD = "$ORIGIN example.net.\n@ 60 SOA ns1.p.test. h 1 1 1 1 1\n NS ns1.p.test.\n"
NOTICE = "other changes of the database wait while this runs, probably about"


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("command", "text", "begins"),
    [
        (COMMAND, rows(600), "{} 600 records"),
        (("zone", "import"), HEAD + "".join(f"h{n} A 192.0.2.1\n" for n in range(600)), "{} example.net with 600"),
        (("zone", "import", "--replace"), HEAD + "".join(f"h{n} A 192.0.2.1\n" for n in range(600)), "{} example.net"),
    ],
)
def test_one_transaction_tells_before_how_long_others_will_wait(
    dns: DnsScene,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    text: str,
    begins: str,
    options: tuple[str, ...],
) -> None:
    monkeypatch.setattr(forecast, "FEWEST", 500)
    monkeypatch.setattr(intake, "LONG", 0)
    result = run(dns.world, *command, *options, written(tmp_path, text))
    assert result.exit_code == 0
    assert result.stdout.startswith(begins.format("would add" if options else "added"))
    if dns.world.kind == "sqlite":
        (told,) = result.stderr.splitlines()
        assert told.startswith(NOTICE)
    else:
        assert result.stderr == ""


def test_the_time_is_that_of_the_first_items_for_all_lines(
    quick_dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter((10.0, 11.0))
    monkeypatch.setattr(forecast, "FEWEST", 500)
    monkeypatch.setattr(forecast, "monotonic", lambda: next(moments))
    result = run(quick_dns.world, *COMMAND, written(tmp_path, rows(256 * 5)))
    assert result.stderr == f"{NOTICE} 5 s\n"
    assert result.stdout == "added 1280 records\n"


@pytest.mark.parametrize("count", [0, 100, forecast.FEWEST - 2])
def test_short_files_keep_nobody_waiting_and_are_not_measured(
    quick_dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(intake, "LONG", -1)
    seconds: Callable[..., float] = forecast.seconds
    found: list[float] = []

    def soon(*given: Any) -> float:
        found.append(seconds(*given))
        return -2.0

    monkeypatch.setattr(forecast, "seconds", soon)
    run(quick_dns.world, *COMMAND, "--dry-run", written(tmp_path, rows(count)))
    assert found == [0]
