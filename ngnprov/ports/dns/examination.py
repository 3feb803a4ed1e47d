# SPDX-License-Identifier: Apache-2.0
"""What DnsPort holds of a customer, and what must hold among its records: for deletions and ``ngnprov doctor``."""

from collections.abc import Iterator

from ngnprov.db.unit import Unit
from ngnprov.finding import Finding
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.records import store as records
from ngnprov.ports.dns.zones import store as zones

RECOUNTS = (zones.RECOUNT, fancy.RECOUNT)


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {
        "DNS zones": zones.count_of(unit, customer),
        "DNS records": records.count_owned(unit, customer),
        "DNS fancy records": fancy.count_owned(unit, customer),
    }


def examine(unit: Unit) -> Iterator[Finding]:
    """CNAMEs that are not alone (R8)."""
    for name in records.clashing(unit):
        yield Finding(f"{name} is a CNAME and has other records")
