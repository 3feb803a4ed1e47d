# SPDX-License-Identifier: Apache-2.0
"""What DnsPort holds of a customer, and what must hold among its records: for deletions and ``ngnprov doctor``."""

from collections.abc import Iterator

from ngnprov.calls.finding import Finding
from ngnprov.db.unit import Unit
from ngnprov.errors import Refusal
from ngnprov.ports.dns import placing, rdata
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.records import store as records
from ngnprov.ports.dns.records.store import DnsRecord
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
    """CNAMEs and MX ``.`` that are not alone (R8, D-K), and records for which name servers refuse their zone (D-A to D-F)."""
    for name in records.clashing(unit):
        yield Finding(f"{name} is a CNAME and has other records")
    for name in records.contradicting(unit):
        yield Finding(f"{name} has the MX . , which says that there is no mail, and another")
    for record, published in records.every(unit):
        wrong = _wrong(record, published)
        if wrong:
            yield Finding(f"DNS record {record.id}, {record.type} at {record.name}, would be refused today: {wrong}")


def _wrong(record: DnsRecord, published: str) -> str:
    """Why a record would be refused, "" when it would not; ``published`` is its RDATA."""
    try:
        data = rdata.read(record.type, rdata.stored(record.type, record.value), record.priority, record.zone)
        placing.require_place(record.zone, record.name, data)
    except Refusal as refusal:
        return refusal.sentence
    return "" if rdata.says(published, data) else "its RDATA is not that of its value"
