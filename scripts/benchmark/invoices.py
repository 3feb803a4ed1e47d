# SPDX-License-Identifier: Apache-2.0
"""What invoices cost: a month of 1,000 customers with 50 subscriptions each, against SQLite alone that reads and inserts the
same rows; and the preview of one of them, against getCustomers of 50."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import plain

from tests.ports.billing.conftest import InvoiceScene
from tests.support.world import Template, World

CUSTOMERS, SUBSCRIPTIONS = 1000, 50
FIRST = 1000
"""The number of the first of them."""
PROMISED_RUN, PROMISED_PREVIEW = 5.0, 2.0
MONTH = f"{datetime.now(UTC):%Y-%m}"
PREVIEWS = 20

_READ = """
SELECT s.customer, s.id, s.start, s.until, s.quantity, s.price_monthly, s.price_once, p.code, p.name, p.part_number
FROM pbx_subscriptions s JOIN pbx_products p ON p.id = s.product JOIN customers c ON c.id = s.customer
WHERE c.reseller = 1 ORDER BY s.customer, s.id
"""


def report(template: Template, folder: Path, cpu: Callable[..., float]) -> None:
    """Print the ratios."""
    folder.mkdir()
    filled = template.filled(folder, InvoiceScene.fill)
    (folder / "run").mkdir()
    with filled.copy(folder / "run") as world:
        _fill(world, folder / "run" / "ngnprov.db")
        scene = InvoiceScene(world, "encoded")
        login = scene.login("reseller")
        preview = login.envelope("previewInvoice", {"customer": FIRST, "period": MONTH}, "Billing")
        for number in range(50):
            scene.add(f"few{number}", reseller=1)
        page = {"query": {"filter": {"username": "few%"}, "range": {"start": 0, "count": 50}}}
        customers = scene.admin.envelope("getCustomers", page, "Customer")
        first = cpu(lambda: plain.request(world.app, preview), PREVIEWS, 5)
        second = cpu(lambda: plain.request(world.app, customers), PREVIEWS, 5)
        run = scene.admin.envelope("generateInvoices", {"reseller": 1, "period": MONTH}, "Billing")
        started = time.process_time()
        plain.request(world.app, run)
        spent = time.process_time() - started
        floor = min(_floor(folder / "run" / "ngnprov.db", folder / f"floor{turn}.db") for turn in range(3))
    print(f"{'a month of 1,000 customers with 50 each':42}{spent:>8.2f} s, SQLite alone {floor:.2f} s")
    print(f"{'against SQLite alone':42}{spent / floor:>8.2f}{PROMISED_RUN:>10}")
    print(f"{'preview of 50 against getCustomers of 50':42}{first / second:>8.2f}{PROMISED_PREVIEW:>10}")


def _fill(world: World, database: Path) -> None:
    """Customers like the scene's, each with subscriptions that began before this month."""
    world.app.settle()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for number in range(FIRST, FIRST + CUSTOMERS):
            _clone(
                connection, "customers", "id = 2", id=number, username=f"many{number}", username_fold=f"many{number}"
            )
            name = f"many {number}"
            _clone(connection, "tenant_profiles", "customer = 2", customer=number, name=name, name_fold=name)
        ((product,),) = connection.execute("SELECT id FROM pbx_products WHERE code = 'SEAT'")
        rows = [
            (number, product, 1 + place, f"{MONTH[:4]}-01-01" if place else f"{MONTH}-01", 100000 + place * 1000)
            for number in range(FIRST, FIRST + CUSTOMERS)
            for place in range(SUBSCRIPTIONS)
        ]
        connection.executemany(
            "INSERT INTO pbx_subscriptions (customer, product, quantity, start, price_monthly, price_once, source)"
            " VALUES (?, ?, ?, ?, ?, 0, 'order')",
            rows,
        )
        covered = f"{MONTH[:4]}-01-01"
        newest = connection.execute("SELECT max(id) FROM pbx_subscriptions").fetchone()[0]
        last = (datetime.fromisoformat(f"{MONTH}-01") - datetime.resolution).date().isoformat()
        connection.executemany(
            "INSERT INTO billing_marks (customer, covered, newest, on_trial) VALUES (?, ?, ?, 0)",
            [(number, max(covered, last), newest) for number in range(FIRST, FIRST + CUSTOMERS)],
        )


def _clone(connection: sqlite3.Connection, table: str, which: str, **changes: Any) -> None:
    names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(f":{name}" if name in changes else name for name in names)
    connection.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} WHERE {which}", changes)


def _floor(database: Path, copy: Path) -> float:
    """CPU time of SQLite for reading the subscriptions, and inserting the invoices and lines that were made of them."""
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        invoices = target.execute("SELECT * FROM billing_invoices").fetchall()
        lines = target.execute("SELECT * FROM billing_lines").fetchall()
        assert len(lines) == CUSTOMERS * SUBSCRIPTIONS, len(lines)
        target.execute("DELETE FROM billing_lines")
        target.execute("DELETE FROM billing_invoices")
        target.commit()
        target.execute("PRAGMA foreign_keys = ON")
        started = time.process_time()
        assert len(target.execute(_READ).fetchall()) >= len(lines)
        for table, rows in (("billing_invoices", invoices), ("billing_lines", lines)):
            marks = ", ".join("?" * len(rows[0]))
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        target.commit()
        return time.process_time() - started
