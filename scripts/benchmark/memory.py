# SPDX-License-Identifier: Apache-2.0
"""How much a live server grows while it answers a list of 100,000 customers."""

import shutil
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from ngnprov.db.engine import Database
from ngnprov.db.statement import insertion
from ngnprov.ports.customer.tables import customers, properties
from ngnprov.sealing.keys import load_key_file
from tests.support.caller import Caller, Sent
from tests.support.live import Live
from tests.support.world import ADMIN, PASSWORD, Template

CUSTOMERS = 100_000


PLAIN = {"category": "", "value": "1", "permission": "", "sealed_value": b""}


def fill(database: Database, key_file: Path) -> None:
    """Customers with two properties each, straight into the tables."""
    keys = load_key_file(key_file)
    texts = {column.name: "text" for column in customers.columns if str(column.type) == "TEXT"}
    numbers = {"impersonate": 0, "balance": 0, "credit": 0, "reseller_active": False, "reseller": 1}
    rows = [
        {
            **texts,
            **numbers,
            "id": id,
            "username": f"u{id}",
            "username_fold": f"u{id}",
            "password": keys.seal("secret", f"customers.password:{id}"),
        }
        for id in range(1, CUSTOMERS + 1)
    ]
    items: list[dict[str, object]] = [
        {**PLAIN, "customer": id, "name": f"p{n}", "position": n} for id in range(1, CUSTOMERS + 1) for n in (1, 2)
    ]
    with database.writing() as unit:
        unit.run_many(insertion(customers, ("barred",)), rows)
        unit.run_many(insertion(properties), items)
        unit.commit()


class Watch(threading.Thread):
    """The highest resident size of a process and its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        self.idle = self.now()
        self.highest = self.idle
        self.done = threading.Event()

    def now(self) -> int:
        """Bytes at this moment."""
        return sum(process.memory_info().rss for process in self.processes)

    def run(self) -> None:
        while not self.done.wait(0.01):
            self.highest = max(self.highest, self.now())


def grown(live: Live) -> tuple[int, int, float]:
    """(bytes above the idle size, bytes of the answer, seconds) of the list of all customers."""

    def exchange(sent: Sent) -> bytes:
        raise AssertionError("only for writing requests")

    caller = Caller(exchange, {"username": ADMIN, "password": PASSWORD, "admin": True}, "encoded")
    warm = caller.envelope("getCustomers", {"query": {"range": {"start": 0, "count": 1000}}})
    body = caller.envelope("getCustomers", {"query": {"filter": {"username": ""}}})

    def post(data: bytes) -> tuple[int, int]:
        request = urllib.request.Request(f"{live.url}/", data, {"Content-Type": "text/xml"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            size, items = 0, 0
            while piece := answer.read(1 << 20):
                size += len(piece)
                items += piece.count(b'<item xsi:type="ngnpro:CustomerA')
            assert size == int(answer.headers["Content-Length"])
        return size, items

    post(warm)
    assert live.process is not None
    watch = Watch(live.process.pid)
    watch.start()
    started = time.perf_counter()
    size, items = post(body)
    seconds = time.perf_counter() - started
    watch.done.set()
    watch.join()
    assert abs(items - CUSTOMERS) < 100, items  # an item may lie across two pieces
    return watch.highest - watch.idle, size, seconds


def serve(template: Template, place: Path) -> Live:
    """A live server on a filled copy of the template."""
    folder = place / "memory"
    folder.mkdir()
    shutil.copy(template.url.removeprefix("sqlite:///"), folder / "ngnprov.db")
    shutil.copy(template.key_file, folder / "ngnprov.key")
    database = Database(f"sqlite:///{folder}/ngnprov.db")
    fill(database, folder / "ngnprov.key")
    database.close()
    live = Live(folder)
    live.start()
    return live


def report(template: Template, place: Path) -> Any:
    """Measure and print."""
    live = serve(template, place)
    try:
        above, size, seconds = grown(live)
    finally:
        live.stop()
    print(f"a list of {CUSTOMERS:,}: {size / 1e6:.0f} MB answered in {seconds:.1f} s, {above / 1e6:.0f} MB above idle")
