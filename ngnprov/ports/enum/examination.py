# SPDX-License-Identifier: Apache-2.0
"""What EnumPort holds of a customer, and what must hold among its records: for deletions and ``ngnprov doctor``."""

from collections.abc import Iterator
from functools import partial

from ngnprov.call import Call
from ngnprov.db.unit import Unit
from ngnprov.finding import Finding, State
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.ranges import store as ranges

RECOUNTS = (ranges.RECOUNT, numbers.RECOUNT)


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {"ENUM ranges": ranges.count_of(unit, customer), "ENUM numbers": numbers.count_owned(unit, customer)}


def examine(unit: Unit) -> Iterator[Finding]:
    """What ranges count, and where numbers lie (R4, R10)."""
    for id, prefix, tld, used, count in numbers.miscounted(unit):
        yield Finding(_miscounted(prefix, tld, used, count), repair=partial(_recount, id))
    for number, tld in numbers.astray(unit):
        yield Finding(f"ENUM number {number} {tld} is not in the longest range that covers it")


def _recount(id: int, call: Call) -> Finding | None:
    """Whoever adds, moves or removes numbers holds their range."""
    held = ranges.lock_by_id(call.unit, id)
    if held is None:
        return None
    count = numbers.count_in(call.unit, id)
    if count == held.used:
        return None
    ranges.set_used(call.unit, id, count)
    call.journal(held.subject, before={"used": held.used}, after={"used": count})
    return Finding(_miscounted(held.prefix, held.tld, held.used, count), State.REPAIRED)


def _miscounted(prefix: str, tld: str, used: int, count: int) -> str:
    return f"ENUM range {prefix} {tld} counts {used} numbers, but has {count}"
