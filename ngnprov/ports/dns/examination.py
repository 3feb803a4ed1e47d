# SPDX-License-Identifier: Apache-2.0
"""What DnsPort holds of a customer, and what must hold among its records: for deletions and ``ngnprov doctor``."""

from ngnprov.db.unit import Unit
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.records import store as records
from ngnprov.ports.dns.zones import store as zones


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {
        "DNS zones": zones.count_of(unit, customer),
        "DNS records": records.count_owned(unit, customer),
        "DNS fancy records": fancy.count_owned(unit, customer),
    }


def recount(unit: Unit) -> dict[tuple[int, str], int]:
    """(customer or reseller, kind of credit) -> how many records consume it."""
    found: dict[tuple[int, str], int] = {}
    for kind, rows in (("dns_zone_credit", zones.recount(unit)), ("email_credit", fancy.recount(unit))):
        for customer, reseller, count in rows:
            for holder in {customer, reseller} - {0}:
                found[holder, kind] = found.get((holder, kind), 0) + count
    return found


def examine(unit: Unit, repair: bool) -> list[tuple[str, bool]]:  # noqa: ARG001
    """Findings as sentences, each with whether it was repaired: CNAMEs that are not alone (R8)."""
    return [(f"{name} is a CNAME and has other records", False) for name in records.clashing(unit)]
