# SPDX-License-Identifier: Apache-2.0
"""Checks what must always hold: counters equal a recount, limits equal their properties, invariants of the ports."""

from dataclasses import dataclass

from ngnprov.db import counters
from ngnprov.db.engine import Database
from ngnprov.db.unit import Unit
from ngnprov.port import find_ports


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, as a sentence, and whether it was corrected."""

    text: str
    repaired: bool


def examine(database: Database, repair: bool) -> list[Finding]:
    """What is wrong in the database; with ``repair`` what can be corrected is, in one transaction."""
    if repair:
        return database.write(lambda unit: _examine(unit, repair=True))
    with database.reading() as unit:
        return _examine(unit, repair=False)


def _examine(unit: Unit, repair: bool) -> list[Finding]:
    findings = _recount(unit, repair)
    for port in find_ports():
        if port.examine is not None:
            findings += [Finding(text, repaired) for text, repaired in port.examine(unit, repair)]
    return findings


def _recount(unit: Unit, repair: bool) -> list[Finding]:
    """Compare every counter with the number of records that the ports really hold."""
    found: dict[tuple[int, str], int] = {}
    for port in find_ports():
        if port.recount is not None:
            for key, number in port.recount(unit).items():
                found[key] = found.get(key, 0) + number
    stored = counters.everything(unit)
    findings = []
    for customer, kind in sorted(found.keys() | stored.keys()):
        counted = found.get((customer, kind), 0)
        used = stored[customer, kind].used if (customer, kind) in stored else 0
        if counted == used:
            continue
        if repair:
            counters.correct(unit, customer, kind, counted)
        findings.append(Finding(f"{kind} of customer {customer} is counted as {used}, but there are {counted}", repair))
    return findings
