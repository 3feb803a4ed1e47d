# SPDX-License-Identifier: Apache-2.0
"""What the chain of the journal costs: do writers wait for its sealer, and how long does a journal of a million entries take?

Writers are four threads on PostgreSQL. What the same chain would cost that is made in the transaction of each entry is
measured beside it: there a writer holds the last link until its COMMIT.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from ngnprov.calls.port import find_directory, find_ports
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import journal
from ngnprov.db.statement import Statement, insertion
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.upkeep.chain import Sealer, seal
from tests.support.postgres_server import PostgresServer
from tests.support.world import Template, World

WRITERS = 4
SECONDS = 3.0
ROUNDS = 5
CUSTOMERS, RESELLERS = 10_000, 1_000

ENTRY: dict[str, Any] = {
    "at": "2026-01-01 00:00:00.000000",
    "login": "bench",
    "level": "admin",
    "entry": 0,
    "behind": False,
    "request_id": "0123456789abcdef",
    "operation": "updateAccount",
    "subject": "SIP account user123456@domain.example",
    "before": {"first_name": "Somebody", "timezone": "Europe/Amsterdam"},
    "after": {"first_name": "Somebody else", "timezone": "Europe/Brussels"},
    "kind": journal.CHANGE,
    "address": "192.0.2.1",
    "code": 0,
    "pruned_to": None,
    "reseller": 0,
    "on_behalf_of": "",
    "reverts": None,
    "undo": None,
}
_PROGRAM = """
import sys
from ngnprov.cli import main
try:
    main()
finally:
    print(*[line for line in open("/proc/self/status") if "VmHWM" in line], file=sys.stderr)
"""
_ADD = insertion(journal.entries, without=("id",))
_LOCK = Statement(text("SELECT pg_advisory_xact_lock(1)"))


def fill(database: Database, count: int) -> None:
    """Entries of an earlier release, which names no reseller, of many customers."""
    texts = {column.name: "text" for column in customers.columns if str(column.type) == "TEXT"}
    numbers = {"impersonate": 0, "balance": 0, "credit": 0, "reseller_active": False, "password": b""}
    rows: Iterator[dict[str, Any]] = (
        {**texts, **numbers, "id": id, "username": f"u{id}", "username_fold": f"u{id}", "reseller": id % RESELLERS + 1}
        for id in range(1, CUSTOMERS + 1)
    )
    entry = {**ENTRY, "before": json.dumps(ENTRY["before"]), "after": json.dumps(ENTRY["after"])}
    with database.writing() as unit:
        unit.run_many(insertion(customers, ("barred",)), list(rows))
        for first in range(0, count, 10_000):
            unit.run_many(_ADD, [{**entry, "customer": n * 7919 % CUSTOMERS + 1} for n in range(first, first + 10_000)])
        unit.commit()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")


def report(world: World, count: int) -> None:
    """Seal, verify and prune a journal of so many entries, each in a process of its own, and print."""
    print(f"\na journal of {count:,} entries on {world.kind}")
    fill(world.database, count)
    for words in (["checkpoint"], ["verify"], ["prune", "--before", "0m"], ["verify"]):
        started = time.perf_counter()
        told, peak = _run(world, words)
        took = time.perf_counter() - started
        print(f"  {words[0]:10} {took:6.1f} s  at most {peak:3} MiB  {told[-1] if len(told) == 1 else ''}")


def _run(world: World, words: list[str]) -> tuple[list[str], int]:
    """What ``ngnprov journal`` says, and the mebibytes that it had at most (not those of this process before exec)."""
    arguments = ["journal", *words, "--database", world.settings.database.url]
    ended = subprocess.run([sys.executable, "-c", _PROGRAM, *arguments], capture_output=True, text=True, check=True)
    return ended.stdout.splitlines(), int(ended.stderr.split()[-2]) >> 10


def writers(world: World) -> None:
    """Transactions in a second of four threads that write entries, with and without a sealer, and print."""
    _rate(world.database, 0.0, _nobody)  # to warm up
    print(f"\n{WRITERS} writers of entries on {world.kind}, transactions:")
    for pause in (0.0, 0.005):
        rates: dict[str, list[float]] = {"alone": [], "with a sealer": [], "chained in their transactions": []}
        for _ in range(ROUNDS):
            rates["alone"].append(_rate(world.database, pause, _nobody))
            for _ in seal(world.database):  # what the others have left is not its work
                pass
            rates["with a sealer"].append(_rate(world.database, pause, _sealing))
            rates["chained in their transactions"].append(_rate(world.database, pause, _nobody, locks=True))
        alone = statistics.median(rates["alone"])
        print(f"  each open for {pause * 1000:.0f} ms more")
        for name, found in rates.items():
            print(f"    {name:30} {statistics.median(found):7,.0f} a second, {statistics.median(found) / alone:.2f}")


@contextmanager
def _nobody(_: Database) -> Iterator[None]:
    yield


@contextmanager
def _sealing(database: Database) -> Iterator[None]:
    """A sealer that looks every second, as a server's does."""
    done = threading.Event()
    sealer = Sealer(database, find_directory(find_ports()))

    def work() -> None:
        while not done.wait(1):
            for _ in sealer.seal():
                if done.is_set():
                    break

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _rate(database: Database, pause: float, beside: Callable[[Database], Any], *, locks: bool = False) -> float:
    counts = [0] * WRITERS

    def change(unit: Unit) -> None:
        if locks:
            unit.one(_LOCK)
        journal.write(unit, **ENTRY)
        if pause:
            time.sleep(pause)

    def work(place: int) -> None:
        while time.perf_counter() < until:
            database.write(change)
            counts[place] += 1

    with beside(database):
        started = time.perf_counter()
        until = started + SECONDS
        threads = [threading.Thread(target=work, args=[place]) for place in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / (time.perf_counter() - started)


def measure(count: int) -> None:
    """Everything, on databases of its own."""
    server = PostgresServer()
    try:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            for name in ("writers", "postgresql", "sqlite"):
                (place / name).mkdir()
            template = Template.on_postgres(server.url, place)
            with template.copy(place / "writers") as world:
                writers(world)
            with template.copy(place / "postgresql") as world:
                report(world, count)
            (place / "template").mkdir()
            with Template.on_sqlite(place / "template").copy(place / "sqlite") as world:
                report(world, count)
    finally:
        server.close()
