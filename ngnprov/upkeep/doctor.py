# SPDX-License-Identifier: Apache-2.0
"""Checks what must always hold: counters equal a recount, limits equal their properties, invariants of the ports, the journal.

It finds on one snapshot, and repairs beside a running server: each thing in a transaction of its own, as it is by then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.port import Port, find_ports
from ngnprov.db import administrators, traces
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import outbox, recount
from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.unit import Unit
from ngnprov.sealing.keys import Keys
from ngnprov.upkeep.resealing import unopened
from ngnprov.upkeep.verifying import Verification

REPAIR = Task(name="doctor --repair")

UNSEALED: Final = timedelta(hours=1)
"""How old an entry may be that is not sealed: a server seals it within seconds, without one a command does."""


def examine(database: Database) -> Iterator[Finding]:
    """What is wrong, and remarks, one by one as they are found, on one snapshot that ends with the iterator."""
    ports = find_ports()
    with database.reading() as unit:
        yield from _traces(unit)
        if not administrators.count_enabled(unit):
            yield Finding("no administrator is enabled: run `ngnprov admin enable` or `ngnprov admin add`")
        yield from _counters(unit, ports)
        yield from _dead_letters(unit)
        for port in ports:
            if port.examine is not None:
                yield from port.examine(unit)
        yield from _journal(unit)


def examine_secrets(database: Database, keys: Keys) -> Iterator[Finding]:
    """Sealed values that do not open or do not fit, on one snapshot; nothing repairs them but a new secret."""
    with database.reading() as unit:
        yield from map(Finding, unopened(unit, keys))
        for port in find_ports():
            if port.examine_sealed is not None:
                yield from port.examine_sealed(unit, keys)


def repaired(findings: Iterable[Finding], operator: Operator) -> Iterator[Finding]:
    """The findings after their repair, each in a transaction of its own.

    While ``findings`` are still being found, ``operator`` must have a :class:`Database` of its own: the other's connection is
    busy with the snapshot.
    """
    for finding in findings:
        if finding.repair is None:
            yield finding
        else:
            yield operator.run(REPAIR, finding.repair) or replace(finding, state=State.RIGHT, repair=None)


def _traces(unit: Unit) -> Iterator[Finding]:
    if traces.are_left(unit):
        yield Finding("free pages of the file may hold in clear what is sealed by now: run `ngnprov migrate`")


def _journal(unit: Unit) -> Iterator[Finding]:
    """What verifying finds; nothing repairs it."""
    verification = Verification(unit)
    for damage in verification.damages():
        yield Finding(f"the journal, {damage.sentence}")
    since = verification.tail.since
    if since is not None and since < clock.text(datetime.now(UTC) - UNSEALED):
        yield Finding(f"entries of the journal since {clock.to_seconds(since)} are not sealed", State.REMARK)


def _dead_letters(unit: Unit) -> Iterator[Finding]:
    dead = outbox.count(unit).dead
    if dead:
        text = f"{dead} message{'s' if dead > 1 else ''} could not be sent: see `ngnprov outbox list --dead`"
        yield Finding(text, State.REMARK)


def _counters(unit: Unit, ports: Iterable[Port]) -> Iterator[Finding]:
    """Counters that are not the number of records that the ports hold."""
    recounts = tuple(one for port in ports for one in port.recounts)
    for holder, kind, used, counted in recount.unequal(unit, recounts):
        text = _miscounted(holder, kind, used, counted)
        yield Finding(text, repair=partial(_recount, holder, kind, recounts))


def _recount(holder: int, kind: str, recounts: Iterable[Recount], call: Call) -> Finding | None:
    found = recount.correct(call.unit, holder, kind, recounts)
    if found is None:
        return None
    used, counted = found
    call.journal_entry(f"customer {holder}", before={"counters": {kind: used}}, after={"counters": {kind: counted}})
    return Finding(_miscounted(holder, kind, used, counted), State.REPAIRED)


def _miscounted(holder: int, kind: str, used: int, counted: int) -> str:
    return f"{kind} of customer {holder} is counted as {used}, but there are {counted}"
