# SPDX-License-Identifier: Apache-2.0
"""Records of many zones from CSV: each is added as addRecord or addFancyRecord adds it, and each zone published once."""

from collections.abc import Iterator
from contextlib import contextmanager

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.intake.adding import Add, Item
from ngnprov.intake.rows import Row
from ngnprov.intake.table import table
from ngnprov.intake.values import readers
from ngnprov.ports.dns.fancy import service as fancy
from ngnprov.ports.dns.fancy.types import DnsFancyRecord
from ngnprov.ports.dns.permissions import WRITE
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.records.types import DnsRecord
from ngnprov.ports.dns.records.wire import DnsRecordFields
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.zonefiles import hostnames

REQUIRED = ("zone", "name", "type", "value")
COLUMNS = (*REQUIRED, "priority", "ttl", "owner")
"""Columns of the file, as members of DnsRecord and DnsFancyRecord."""

IMPORT_RECORDS = Task(name="zone import-records", policy=Policy(WRITE))
_RECORD, _FANCY = readers(DnsRecord, *COLUMNS), readers(DnsFancyRecord, *COLUMNS)


def _items(rows: Iterator[Row]) -> Iterator[Item]:
    for row in rows:
        values = row.values(_FANCY if row.cells.get("type") in fancy.TYPES else _RECORD)
        item = Item(row.line, values)
        item.read.problems.add(*row.problems)
        yield item


@contextmanager
def _adding(call: Call) -> Iterator[Add]:
    """A zone is held from its first record on."""
    held: dict[str, Zone] = {}

    def opened(record: DnsRecordFields) -> Zone:
        zone = records.zone_of(call, record)
        records.require_entitled(call, zone)
        return zone

    def add(item: Item) -> str:
        record = item.values
        if record.get("type") in fancy.TYPES:
            zone = fancy.zone_of(call, record)
            fancy.create(call, zone, record)
        else:
            zone = held.get(hostnames.folded(record.get("zone", ""))) or opened(record)
            records.create(call, zone, record)
        held[zone.name] = zone
        return ""

    yield add
    for zone in held.values():
        zones.touch(call, zone)


FORM = table(IMPORT_RECORDS, COLUMNS, REQUIRED, _items, _adding)
