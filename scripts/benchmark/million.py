# SPDX-License-Identifier: Apache-2.0
"""A page of 100 out of a million SIP accounts, by every filter and order that getAccounts offers, at the database.

Nine tenths of the accounts are one reseller's, half are one customer's, in one domain; the rest is spread over a thousand
domains. Prints what takes longer than the promised 50 ms: the rows of the page, and the total beside it.
"""

import itertools
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ngnprov import clock
from ngnprov.calls.actor import Actor, Level
from ngnprov.db.columns import fold
from ngnprov.db.engine import Database
from ngnprov.db.lists.query import Shape
from ngnprov.db.scope import scope_of
from ngnprov.db.statement import insertion
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts import store
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.domains.tables import domains
from ngnprov.ports.sip.groups.tables import groups

PROMISED = 0.050
BIG_RESELLER, BIG_CUSTOMER, SMALL_RESELLER, SMALL_CUSTOMER = 1, 2, 9000, 9001
ADMIN = Actor(Level.ADMIN, "bench")
WHO = {
    "administrator": ADMIN,
    "big reseller": Actor(Level.RESELLER, "bench", BIG_RESELLER, BIG_RESELLER, BIG_RESELLER),
    "big customer": Actor(Level.CUSTOMER, "bench", BIG_CUSTOMER, BIG_CUSTOMER, BIG_RESELLER),
    "small reseller": Actor(Level.RESELLER, "bench", SMALL_RESELLER, SMALL_RESELLER, SMALL_RESELLER),
    "small customer": Actor(Level.CUSTOMER, "bench", SMALL_CUSTOMER, SMALL_CUSTOMER, SMALL_RESELLER),
}
FILTERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "username, whole": {"username": "user123456"},
    "username, prefix": {"username": "user1234%"},
    "username, wide prefix": {"username": "user%"},
    "domain, whole": {"domain": "big.example"},
    "domain, small": {"domain": "d500.example"},
    "domain, prefix": {"domain": "d5%"},
    "first name": {"first_name": "first77"},
    "first name, prefix": {"first_name": "first7%"},
    "last name": {"last_name": "last4321"},
    "e-mail": {"email": "user123456@mail.example"},
    "e-mail, prefix": {"email": "user1234%"},
    "owner": {"owner": 77},
    "customer": {"customer": BIG_CUSTOMER},
    "small customer": {"customer": SMALL_CUSTOMER},
    "reseller": {"reseller": BIG_RESELLER},
    "group, large": {"groups": ["free-pstn"]},
    "group, small": {"groups": ["quota"]},
    "group prepaid": {"groups": ["prepaid"]},
    "username inside": {"username": "%er99999%"},
    "first name inside": {"first_name": "%rst77%"},
}
ORDERS = [(attribute, way) for attribute in ("changeDate", "username", "domain") for way in ("ASC", "DESC")]


def rows(count: int) -> Iterator[dict[str, Any]]:
    """The accounts; when they were changed has nothing to do with whose they are."""
    chance = random.Random(count)  # the same each time
    for n in range(count):
        changed = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(31_536_000), microseconds=n)
        place, customer, reseller = _place(n)
        yield {
            "username": f"user{n}",
            "domain": place,
            "first_name": f"First{n % 1000}",
            "first_name_fold": fold(f"First{n % 1000}"),
            "last_name": f"Last{n % 50000}",
            "last_name_fold": fold(f"Last{n % 50000}"),
            "password": b"",
            "ha1": f"{n:032x}",
            "ha1b": f"{n:032x}",
            "ha1_sha256": f"{n:064x}",
            "ha1b_sha256": f"{n:064x}",
            "email": f"user{n}@mail.example",
            "email_fold": f"user{n}@mail.example",
            "timezone": "Europe/Amsterdam",
            "owner": n % 5000,
            "customer": customer,
            "reseller": reseller,
            "quota": 0,
            "prepaid": chance.random() < 0.1,
            "rpid": "",
            "region": "",
            "quickdial_prefix": "",
            "timeout": 35,
            "call_limit": 0,
            "acl": "",
            "properties": '[["language", "nl"]]',
            "create_date": "2026-01-01 00:00:00.000000",
            "change_date": clock.text(changed),
            "number": None,
        }


def _place(n: int) -> tuple[str, int, int]:
    if n % 2:
        return "big.example", BIG_CUSTOMER, BIG_RESELLER
    d = n // 2 % 1000
    if d == 500:
        return "d500.example", SMALL_CUSTOMER, SMALL_RESELLER
    reseller = BIG_RESELLER if d % 5 else 100 + d % 50
    return f"d{d}.example", 1000 + d, reseller


def fill(database: Database, count: int) -> None:
    """Store the accounts."""
    owners = {place: {"customer": c, "reseller": r} for place, c, r in map(_place, range(2010))}
    blank = {
        "certificate": "",
        "private_key": b"",
        "match_ip_address": "",
        "match_sip_domain": "",
        "verify_cert": False,
        "require_cert": False,
        "change_date": "2026-01-01 00:00:00.000000",
    }
    with database.writing() as unit:
        unit.run_many(insertion(domains), [{"domain": each, **owner, **blank} for each, owner in owners.items()])
        store_account = insertion(accounts, without=("id",))
        waiting = rows(count)
        while batch := list(itertools.islice(waiting, 10_000)):
            unit.run_many(store_account, batch)
        for name, every in (("free-pstn", 2), ("quota", 1000)):
            members = random.Random(name).sample(range(1, count + 1), count // every)
            unit.run_many(insertion(groups), [{"account": n, "name": name} for n in members])
        unit.commit()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")


def measure(database: Database) -> list[tuple[str, str, str, float, float, int]]:
    """(who, filter, order, seconds for the rows, seconds for the total, matches) of every combination."""
    with database.reading() as unit:
        return [
            (who, name, f"{attribute} {way}", *_one(unit, actor, given, attribute, way == "DESC"))
            for who, actor in WHO.items()
            for name, given in FILTERS.items()
            for attribute, way in ORDERS
        ]


def _one(unit: Unit, actor: Actor, given: dict[str, Any], attribute: str, descending: bool) -> tuple[float, float, int]:
    """Seconds for the rows (the better of two), seconds for the total, matches."""
    filters, values = store.LISTING._read(given, literally=False)
    if not actor.is_admin:
        values["scope"] = scope_of(actor)
    shape = (actor.level, filters, attribute, descending)
    took = []
    for _ in range(2):
        started = time.perf_counter()
        lead, _ = store.LISTING._lead(unit, actor.level, filters, values)
        rows, count = store.LISTING._statements(Shape(*shape, lead))
        unit.all(rows, **values, first=0, most=100)
        took.append(time.perf_counter() - started)
    started = time.perf_counter()
    ((total,),) = unit.all(count, **values)
    return min(took), time.perf_counter() - started, total


def report(database: Database, count: int) -> None:
    """Fill, measure, print."""
    started = time.perf_counter()
    fill(database, count)
    print(f"\n{count:,} accounts stored in {time.perf_counter() - started:.0f} s on {database.dialect.name}")
    found = measure(database)
    quick = [each for each in found if each[3] <= PROMISED]
    median = statistics.median(each[3] for each in found)
    print(f"pages of 100: {len(quick)} of {len(found)} combinations within 50 ms, median {median * 1000:.2f} ms")
    for who, name, order, took, _, total in sorted(found, key=lambda each: -each[3]):
        if took > PROMISED:
            print(f"  {took * 1000:7.0f} ms  rows of {name!r} by {order} for {who} ({total:,} match)")
    slow = {(who, name, total): counted for who, name, _, _, counted, total in found if counted > PROMISED}
    for (who, name, total), counted in sorted(slow.items(), key=lambda each: -each[1]):
        print(f"  {counted * 1000:7.0f} ms  total of {name!r} for {who} ({total:,} match)")
