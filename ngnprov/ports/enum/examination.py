# SPDX-License-Identifier: Apache-2.0
"""What EnumPort holds of a customer or publishes, and what must hold among its records: for others and ``ngnprov doctor``."""

from ngnprov import hostnames
from ngnprov.db.unit import Unit
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.ranges import store as ranges


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {"ENUM ranges": ranges.count_of(unit, customer), "ENUM numbers": numbers.count_owned(unit, customer)}


def reserves(unit: Unit, name: str) -> bool:
    """Is a domain name at or below the tree of a range (dns.md Z1)?

    A tree of one label reserves nothing: whoever has a range there would close a whole top-level domain to all others.
    """
    return any(ranges.is_tree(unit, domain) for domain in (name, *hostnames.ancestors(name)))


def recount(unit: Unit) -> dict[tuple[int, str], int]:
    """(customer or reseller, kind of credit) -> how many records consume it."""
    found: dict[tuple[int, str], int] = {}
    for kind, rows in (("enum_range_credit", ranges.recount(unit)), ("enum_number_credit", numbers.recount(unit))):
        for customer, reseller, count in rows:
            for holder in {customer, reseller} - {0}:
                found[holder, kind] = found.get((holder, kind), 0) + count
    return found


def examine(unit: Unit, repair: bool) -> list[tuple[str, bool]]:
    """Findings as sentences, each with whether it was repaired: what ranges count, and where numbers lie (R4, R10)."""
    findings = []
    counted = numbers.count_in_ranges(unit)
    for id, prefix, tld, used in ranges.used(unit):
        count = counted.get(id, 0)
        if count != used:
            if repair:
                ranges.set_used(unit, id, count)
            findings.append((f"ENUM range {prefix} {tld} counts {used} numbers, but has {count}", repair))
    for number, tld in numbers.astray(unit):
        findings.append((f"ENUM number {number} {tld} is not in the longest range that covers it", False))
    return findings
