# SPDX-License-Identifier: Apache-2.0
"""What EnumPort holds of a customer or publishes, and what must hold among its records: for others and ``ngnprov doctor``."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import find_ports, find_zones
from ngnprov.db.unit import Unit
from ngnprov.errors import Refusal
from ngnprov.ports.enum import naptr
from ngnprov.ports.enum.mappings import store as mappings
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.ranges import store as ranges
from ngnprov.zonefiles import hostnames

RECOUNTS = (ranges.RECOUNT, numbers.RECOUNT)


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {"ENUM ranges": ranges.count_of(unit, customer), "ENUM numbers": numbers.count_owned(unit, customer)}


def reserves(unit: Unit, name: str) -> bool:
    """Is a domain name at or below the tree of a range (dns.md Z1)?

    A tree of one label reserves nothing: a range there would close a whole top-level domain to everybody else.
    """
    return any(ranges.is_tree(unit, domain) for domain in (name, *hostnames.ancestors(name)))


def examine(unit: Unit) -> Iterator[Finding]:
    """What ranges count, where numbers lie (R4, R10), and what is published of them (R13, D-D)."""
    for id, prefix, tld, used, count in numbers.miscounted(unit):
        yield Finding(_miscounted(prefix, tld, used, count), repair=partial(_recount, id))
    for number, tld in numbers.astray(unit):
        yield Finding(f"ENUM number {number} {tld} is not in the longest range that covers it")
    for (number, tld), rows in groupby(mappings.every(unit), itemgetter(0, 1)):
        yield from _mapped(f"ENUM number {number} {tld}", [(kind, mapto) for _, _, kind, mapto in rows])
    yield from _hiding(unit)


def _hiding(unit: Unit) -> Iterator[Finding]:
    """Ranges that hide records of a DNS zone around them (D-M)."""
    zones = find_zones(find_ports())
    if zones is None:
        return
    for outermost in ranges.uppermost(unit, ""):
        above = zones.above(unit, outermost.dns_name)
        hidden = 0 if above is None else zones.hidden(unit, above.name, outermost.dns_name)
        if above is not None and hidden:
            text = f"{outermost.subject} hides {hidden} records of the DNS zone {above.name}, which are not published"
            yield Finding(text, State.REMARK)


def _mapped(subject: str, found: list[tuple[str, str]]) -> Iterator[Finding]:
    """Mappings that cannot be published, and those beyond what proxies try (D-D)."""
    services: Counter[str] = Counter()
    for kind, mapto in found:
        try:
            naptr.checked(kind, mapto, "mapping")
        except Refusal as refusal:
            yield Finding(f"{subject} has a mapping that cannot be published: {refusal.sentence}")
        else:
            services[naptr.service(kind, mapto)] += 1
    for service, count in services.items():
        if count > naptr.MOST_TRIED:
            text = f"{subject} has {count} mappings of {service}, and proxies try {naptr.MOST_TRIED} of them"
            yield Finding(text, State.REMARK)


def _recount(id: int, call: Call) -> Finding | None:
    """Whoever adds, moves or removes numbers holds their range."""
    held = ranges.RANGES.lock_any(call.unit, id)
    if held is None:
        return None
    count = numbers.count_in(call.unit, id)
    if count == held.used:
        return None
    ranges.RANGES.update(call.unit, id, {"used": count}, counts=False)
    call.changed(held.subject, held._asdict(), {"used": count})
    return Finding(_miscounted(held.prefix, held.tld, held.used, count), State.REPAIRED)


def _miscounted(prefix: str, tld: str, used: int, count: int) -> str:
    return f"ENUM range {prefix} {tld} counts {used} numbers, but has {count}"
