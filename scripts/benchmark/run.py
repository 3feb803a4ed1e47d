# SPDX-License-Identifier: Apache-2.0
"""CPU time per request, ours against plain Spyne in the same run, and where ours goes.

The machine may be shared: only the ratios mean something. Each figure is the best of several rounds.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import chain  # noqa: E402
import enum_numbers  # noqa: E402
import extensions  # noqa: E402
import invoices  # noqa: E402
import memory  # noqa: E402
import million  # noqa: E402
import phones  # noqa: E402
import plain  # noqa: E402
import sip  # noqa: E402
import small_ports  # noqa: E402
import zones  # noqa: E402

from ngnprov.calls.call import Call  # noqa: E402
from ngnprov.soap.reading.envelope import open_envelope  # noqa: E402
from ngnprov.soap.reading.gate import inspect  # noqa: E402
from ngnprov.soap.serving.request_handler import read_header  # noqa: E402
from ngnprov.soap.writing.encoder import compile_answer  # noqa: E402
from tests.support.caller import Caller  # noqa: E402
from tests.support.world import Template, Visit, World  # noqa: E402

PROPERTIES = [
    {"name": f"property_{number}", "category": "sip", "value": f"value {number}", "permission": "customer"}
    for number in range(3)
]


def account(username: str) -> dict[str, Any]:
    """An account as the old client's form sends it."""
    names = "firstName lastName organization tel email address postcode city state country timezone billingEmail"
    return {
        "username": username,
        "password": "x7kd2a",
        **{name: f"{name} of it" for name in names.split()},
        "properties": PROPERTIES,
    }


def cpu(work: Callable[[], Any], times: int, rounds: int) -> float:
    """Seconds of CPU for one call of ``work``, the best round."""
    work()
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        started = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - started) / times)
        gc.enable()
    return best


class Undone(Exception):
    """Ends a unit without a commit."""


def without_database(world: World) -> None:
    """Let units of work read and check, but neither run changes nor commit: what is left is our own time."""
    from ngnprov.db.engine import Database
    from ngnprov.db.unit import Unit

    execute = Unit._execute

    class Nothing:
        rowcount = 1

        def fetchone(self) -> tuple[int]:
            return (1_000_000,)

        def fetchall(self) -> list[Any]:
            return []

    nothing = Nothing()

    def skip(self: Any, statement: Any, values: Any) -> Any:
        statement.for_dialect(self._dialect).bind(values)
        return nothing if not statement.core.is_select else execute(self, statement, values)

    Unit._execute = skip  # type: ignore[method-assign]
    Unit.commit = Unit.close  # type: ignore[method-assign]
    Database.writing = Database.reading  # type: ignore[method-assign]


def shares(world: World, body: bytes, times: int, rounds: int) -> dict[str, float]:
    """Where the time of one reading request goes, in seconds."""
    envelope = open_envelope(body)
    dispatcher = world.app._door._dispatcher
    (port, server) = dispatcher._servers[envelope.namespace]
    protocol = server.app.in_protocol
    decode = protocol.decoders[envelope.operation, "encoded"]
    (operation,) = [each for each in port.operations() if each.name == envelope.operation]
    encode = compile_answer(operation, port, "encoded")
    header = read_header(envelope.auth, "encoded")

    def call() -> Any:
        actor, unit = dispatcher._logins.actor(header, Visit())
        try:
            return operation.function(
                Call(dispatcher._runner.context, actor, unit, "x", "x"), *decode(envelope.element)
            )
        finally:
            unit.close()

    def login() -> None:
        dispatcher._logins.actor(header, Visit())[1].close()

    actor, unit = dispatcher._logins.actor(header, Visit())
    statements: list[tuple[Any, dict[str, Any]]] = []
    execute = type(unit)._execute

    def record(self: Any, statement: Any, values: Any) -> Any:
        statements.append((statement, values))
        return execute(self, statement, values)

    type(unit)._execute = record  # type: ignore[method-assign]
    result = operation.function(Call(dispatcher._runner.context, actor, unit, "x", "x"), *decode(envelope.element))
    type(unit)._execute = execute  # type: ignore[method-assign]
    measure = lambda work: cpu(work, times, rounds)
    found = {
        "gate": measure(lambda: inspect(body)),
        "parse": measure(lambda: open_envelope(body)) - measure(lambda: inspect(body)),
        "decode": measure(lambda: decode(envelope.element)),
        "SQL": measure(lambda: [unit._execute(*each).fetchall() for each in statements]),
        "encode": measure(lambda: b"".join(encode(result))),
    }
    unit.close()
    found["login"] = measure(login)
    found["operation"] = measure(call) - found["login"] - found["decode"] - found["SQL"]
    whole = measure(lambda: plain.request(world.app, body))
    found["the rest"] = whole - sum(found.values())
    return found


def main() -> None:
    """Make a database, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="also the memory of a list of 100,000")
    parser.add_argument(
        "--million", action="store_true", help="also pages out of a million accounts and numbers (minutes)"
    )
    parser.add_argument("--chain", action="store_true", help="only the chain of the journal (minutes)")
    parser.add_argument("--pbx", action="store_true", help="only extensions of a PBX")
    parser.add_argument("--phones", action="store_true", help="only files of phones")
    parser.add_argument("--invoices", action="store_true", help="only invoices")
    options = parser.parse_args()
    if options.chain:
        chain.measure(1_000_000)
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "template").mkdir()
        template = Template.on_sqlite(place / "template")
        if options.pbx:
            extensions.report(template, place / "pbx", cpu)
            return
        if options.phones:
            phones.report(template, place / "phones")
            return
        if options.invoices:
            invoices.report(template, place / "invoices", cpu)
            return
        with template.copy(place) as world:
            report(world, template, place, options)


def report(world: World, template: Template, place: Path, options: argparse.Namespace) -> None:
    """Measure on a filled database, print."""
    admin = world.call()
    for number in range(1000):
        admin.addAccount(account=account(f"user{number}"))
    theirs = plain.make(str(place / "ngnprov.db"))
    literal = Caller(admin._exchange, admin.login, "literal")
    print(f"{'CPU time per request':28}{'ours':>12}{'plain Spyne':>14}{'ratio':>8}{'promised':>10}")

    def against(
        name: str,
        app: Any,
        other: Any,
        callers: tuple[Caller, Caller],
        operation: str,
        arguments: dict[str, Any],
        times: int,
        promised: object = "",
    ) -> None:
        body, same = (caller.envelope(operation, arguments) for caller in callers)
        ours = cpu(lambda: plain.request(app, body), times, options.rounds)
        stock = cpu(lambda: plain.request(other, same), max(1, times // 10), options.rounds)
        print(f"{name:28}{ours * 1e6:>9.0f} us{stock * 1e6:>11.0f} us{stock / ours:>8.1f}{promised:>10}")

    def compare(name: str, operation: str, arguments: dict[str, Any], times: int, promised: int) -> None:
        against(name, world.app, theirs, (admin, literal), operation, arguments, times, promised)

    def page(count: int) -> dict[str, Any]:
        return {"query": {"filter": {"username": ""}, "range": {"start": 0, "count": count}}}

    compare("getAccount", "getAccount", {"id": 500}, 2000, 8)
    compare("getCustomers of 100", "getCustomers", page(100), 100, 30)
    compare("getCustomers of 1,000", "getCustomers", page(1000), 10, 30)
    sip.report(template, place / "sip", against, cpu)
    enum_numbers.report(template, place / "enum", against, cpu)
    zones.report(template, place / "zones", against, cpu)
    sip.rates(template, place / "rates")
    small_ports.report(template, place / "small", cpu)
    extensions.report(template, place / "extensions", cpu)
    phones.report(template, place / "phones")
    invoices.report(template, place / "invoices", cpu)
    print()
    for name, operation, arguments, times in (
        ("getAccount", "getAccount", {"id": 500}, 2000),
        ("getCustomers of 100", "getCustomers", page(100), 100),
    ):
        found = shares(world, admin.envelope(operation, arguments), times, options.rounds)
        whole = sum(found.values())
        told = ", ".join(f"{part} {seconds / whole:.0%}" for part, seconds in found.items())
        print(f"{name}: {whole * 1e6:.0f} us = {told}")
    number = iter(range(10**9))
    stored = cpu(
        lambda: plain.request(world.app, admin.envelope("addAccount", {"account": account(f"n{next(number)}")})),
        300,
        3,
    )
    print(f"\naddAccount stored durably on SQLite (FULL): {stored * 1e6:.0f} us of CPU")
    if options.memory:
        memory.report(template, place)
    if options.million:
        (place / "million").mkdir()
        with template.copy(place / "million") as big:
            million.report(big.database, 1_000_000)
        (place / "enum_million").mkdir()
        with template.copy(place / "enum_million") as big:
            enum_numbers.lookups(big.database, 1_000_000)
    without_database(world)
    compare("addAccount, nothing stored", "addAccount", {"account": account("another")}, 500, 3)


if __name__ == "__main__":
    main()
