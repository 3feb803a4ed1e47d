# SPDX-License-Identifier: Apache-2.0
"""What EnumPort holds of a customer or publishes, and what must hold among its records: for others and ``ngnprov doctor``."""

from collections.abc import Iterator
from functools import partial

from ngnprov import hostnames
from ngnprov.call import Call
from ngnprov.db.unit import Unit
from ngnprov.finding import Finding, State
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.ranges import store as ranges

RECOUNTS = (ranges.RECOUNT, numbers.RECOUNT)


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {"ENUM ranges": ranges.count_of(unit, customer), "ENUM numbers": numbers.count_owned(unit, customer)}


def reserves(unit: Unit, name: str) -> bool:
    """Is a domain name at or below the tree of a range (dns.md Z1)?

    A tree of one label reserves nothing: whoever has a range there would close a whole top-level domain to all others.
    """
    return any(ranges.is_tree(unit, domain) for domain in (name, *hostnames.ancestors(name)))


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
