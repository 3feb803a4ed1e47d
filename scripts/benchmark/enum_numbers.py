# SPDX-License-Identifier: Apache-2.0
"""EnumPort: CPU time of a request against plain Spyne, and look-ups in a range of a million numbers at the database.

Not called ``enum.py``, which would hide Python's own module of that name from every script beside it.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import plain
import plain_enum

from ngnprov import clock
from ngnprov.calls.actor import Actor, Level
from ngnprov.db.engine import Database
from ngnprov.db.lists.query import FEW
from ngnprov.db.statement import insertion
from ngnprov.ports.enum import names
from ngnprov.ports.enum.mappings.tables import mappings
from ngnprov.ports.enum.numbers import store
from ngnprov.ports.enum.numbers.tables import numbers
from ngnprov.ports.enum.ranges.tables import ranges
from tests.support.caller import Caller
from tests.support.world import Template, World

Compare = Callable[..., None]
NUMBERS = 1000
PROMISED = 0.020
TREE = "e164.arpa"
RESELLER, CUSTOMER = 1, 2
WHO = {
    "administrator": Actor(Level.ADMIN, "bench"),
    "reseller": Actor(Level.RESELLER, "bench", RESELLER, RESELLER, RESELLER),
    "customer": Actor(Level.CUSTOMER, "bench", CUSTOMER, CUSTOMER, RESELLER),
}
LOOKUPS: dict[str, dict[str, Any]] = {
    "number": {"number": "31201234567"},
    "number and tree": {"number": "31201234567", "tld": TREE},
    "number, prefix": {"number": "3120123456%"},
    "number, wide prefix": {"number": "312%"},
    "owner": {"owner": 77},
    "owner of a tenth": {"owner": 5001},
    "mapto": {"mapto": "sip:user234567@example.com"},
    "mapto without scheme": {"mapto": "user234567@example.com"},
    "mapto, prefix": {"mapto": "user23456%"},
    "type and mapto": {"type": "sip", "mapto": "user234567@example.com"},
    "type, mapto and owner": {"type": "sip", "mapto": "user234567@example.com", "owner": 4567},
    "type of all": {"type": "sip"},
    "type of few": {"type": "fax:tel"},
    "type and wide prefix of mapto": {"type": "sip", "mapto": "sip:user%"},
    "nothing": {},
}
ORDERS = [(attribute, way) for attribute in ("changeDate", "number", "tld") for way in ("ASC", "DESC")]


def number(digits: int) -> dict[str, Any]:
    """A number as the old client's generator sends it."""
    mapping = {"type": "sip", "mapto": f"sip:{digits}@example.com", "ttl": 3600, "priority": 5}
    return {"id": {"number": str(digits), "tld": TREE}, "owner": 0, "info": "Alice Liddell", "mappings": [mapping]}


def prepare(world: World) -> Caller:
    """A customer with credit and a range; his login at EnumPort."""
    admin = world.call()
    credits = [
        {"name": name, "category": "credit", "value": "1000000", "permission": "admin"}
        for name in ("enum_range_credit", "enum_number_credit")
    ]
    common = {"password": "p", "properties": credits}
    reseller = admin.addAccount(account={"username": "r", "resellerActive": True, **common})["id"]
    customer = admin.addAccount(account={"username": "c", "reseller": reseller, **common})["id"]
    admin.enum.addRange(range={"id": {"prefix": "3120", "tld": TREE}, "customer": customer})
    return world.call(username="c", password="p", admin=False).enum


def report(template: Template, place: Path, compare: Compare, cpu: Callable[..., float]) -> None:
    """CPU time of reading and adding, ours and plain Spyne's."""
    place.mkdir()
    with template.copy(place) as world:
        customer = prepare(world)
        for digits in range(31208005000, 31208005000 + NUMBERS):
            customer.addNumber(number=number(digits))
        theirs = plain_enum.make(str(place / "ngnprov.db"))
        literal = Caller(customer._exchange, customer.login, "literal", "Enum")

        def against(name: str, operation: str, arguments: dict[str, Any], times: int) -> None:
            compare(name, world.app, theirs, (customer, literal), operation, arguments, times)

        page = {"query": {"filter": {"number": ""}, "range": {"start": 0, "count": NUMBERS}}}
        against("Enum getNumber", "getNumber", {"enumId": {"number": "31208005007", "tld": TREE}}, 2000)
        against("Enum getNumbers of 1,000", "getNumbers", page, 10)
        digits = itertools.count(31209000000)
        body = literal.envelope("addNumber", {"number": number(31209000000)})
        stock = cpu(lambda: plain.request(theirs, body), 100, 3)
        stored = cpu(
            lambda: plain.request(world.app, customer.envelope("addNumber", {"number": number(next(digits))})), 300, 3
        )
        print(
            f"Enum addNumber with a mapping, stored durably on SQLite (FULL): {stored * 1e6:.0f} us of CPU;"
            f" plain Spyne, which stores nothing: {stock * 1e6:.0f} us"
        )


def _rows(count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Numbers with a mapping each; owner 5001 has a tenth of them, one in a thousand is a fax."""
    for n in range(count):
        digits = str(31_200_000_000 + n * 10 + 7)
        changed = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n * 7919 % 31_536_000, microseconds=n % 1000)
        kind, uri = ("fax:tel", f"tel:+{digits}") if n % 1000 == 0 else ("sip", f"sip:user{n}@example.com")
        stored = {
            "id": n + 1,
            "number": digits,
            "tld": TREE,
            "dns_name": names.owner_name(digits, TREE),
            "range_id": 1,
            "owner": 5001 if n % 10 == 0 else n % 5000,
            "customer": CUSTOMER,
            "reseller": RESELLER,
            "info": "",
            "change_date": clock.text(changed),
        }
        target = {
            "id": n + 1,
            "number": n + 1,
            "type": kind,
            "mapto": uri,
            "mapto_fold": uri,
            "ttl": 3600,
            "priority": 5,
        }
        yield stored, {**target, "address": uri.partition(":")[2]}


def fill(database: Database, count: int) -> None:
    """One range with all the numbers."""
    given = {"id": 1, "prefix": "312", "tld": TREE, "dns_name": names.owner_name("312", TREE), "used": count}
    limits = dict.fromkeys(("min_digits", "max_digits", "size"), 0)
    whose = {"customer": CUSTOMER, "reseller": RESELLER, "change_date": "2026", "nameservers": ""}
    with database.writing() as unit:
        unit.run(insertion(ranges), **given, **limits, **whose, ttl=3600, serial=1, info="", info_fold="")
        waiting = _rows(count)
        while batch := list(itertools.islice(waiting, 10_000)):
            unit.run_many(insertion(numbers), [stored for stored, _ in batch])
            unit.run_many(insertion(mappings), [target for _, target in batch])
        unit.commit()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")


def lookups(database: Database, count: int) -> None:
    """Fill, look up pages of 100 with their totals, print the slowest of each filter.

    What matches few is promised within 20 ms; of what matches many the exact total is what costs.
    """
    started = time.perf_counter()
    fill(database, count)
    print(f"\n{count:,} ENUM numbers stored in {time.perf_counter() - started:.0f} s on {database.dialect.name}")
    worst: dict[str, tuple[float, str, int]] = {}
    with database.reading() as unit:
        for (who, actor), (name, given), (attribute, way) in itertools.product(WHO.items(), LOOKUPS.items(), ORDERS):
            query = {"filter": given, "order_by": {"attribute": attribute, "direction": way}, "range": {"count": 100}}
            took = []
            for _ in range(2):
                began = time.perf_counter()
                page = store.NUMBERS.find(unit, actor, store.as_stored(query), 100)
                rows = page.rows()
                took.append(time.perf_counter() - began)
            assert rows or not page.total
            worst[name] = max(worst.get(name, (0.0, "", 0)), (min(took), f"{attribute} {way} for {who}", page.total))
    for name, (took_longest, how, total) in worst.items():
        mark = "  SLOW" if took_longest > PROMISED and total <= FEW else ""
        print(f"  {took_longest * 1000:8.2f} ms  {name} ({total:,} match), the slowest by {how}{mark}")
