# SPDX-License-Identifier: Apache-2.0
"""Brings in many records of many zones from CSV, by the door of addRecord and addFancyRecord, in bounded memory."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ngnprov import hostnames
from ngnprov.call import Call
from ngnprov.errors import InvalidValue, Refusal
from ngnprov.ports.dns.fancy import service as fancy
from ngnprov.ports.dns.mistakes import Mistakes
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.soap.types import MAX_ID

REQUIRED = ("zone", "name", "type", "value")
NUMBERS = ("priority", "ttl", "owner")
COLUMNS = (*REQUIRED, *NUMBERS)
"""Columns of the file, as members of DnsRecord; the first line names them in any order."""


class Row(NamedTuple):
    """A row of the file: the line on which it ends, and the record that it holds or why it holds none."""

    line: int
    record: dict[str, Any]
    mistake: str = ""


def read(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a CSV file (RFC 4180). Raises InvalidValue for its first line."""
    reader = csv.reader(lines, strict=True)
    columns = _columns(next(reader, []))
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(reader.line_num, {}, str(error))
            continue
        if cells is None:
            return
        if cells:
            yield _row(reader.line_num, columns, cells)


def _columns(named: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in named]
    wrong = [name for name in columns if name not in COLUMNS or columns.count(name) > 1]
    wrong += [name for name in REQUIRED if name not in columns]
    if wrong:
        raise InvalidValue(
            f"must name the columns {', '.join(COLUMNS)}, of which the last three may be absent: see {wrong[0]!r}"
        )
    return columns


def _row(line: int, columns: list[str], cells: list[str]) -> Row:
    if len(cells) != len(columns):
        return Row(line, {}, f"has {len(cells)} cells, but there are {len(columns)} columns")
    record: dict[str, Any] = dict(zip(columns, cells, strict=True))
    for name in NUMBERS:
        text = record.get(name, "").strip() or "0"
        if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= MAX_ID):
            return Row(line, {}, f"record.{name} must be a whole number from 0 to {MAX_ID}")
        record[name] = int(text)
    return Row(line, record)


def add_all(call: Call, rows: Iterable[Row]) -> int:
    """Create the records of all rows and publish each zone once; how many. Raises Mistakes when there is one bad row."""
    mistakes = Mistakes()
    batch = _Batch(call)
    count = 0
    for row in rows:
        try:
            batch.add(row)
        except Refusal as refusal:
            mistakes.add(row.line, refusal.sentence)
        count += 1
    mistakes.check()
    batch.publish()
    return count


def add_one(call: Call, row: Row) -> None:
    """Create the record of one row. Raises what addRecord and addFancyRecord raise."""
    batch = _Batch(call)
    batch.add(row)
    batch.publish()


class _Batch:
    """Records of one unit of work; a zone is held from its first record on."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._zones: dict[str, Zone] = {}

    def add(self, row: Row) -> None:
        """Create a record. Raises Refusal."""
        if row.mistake:
            raise InvalidValue(row.mistake)
        call, record = self._call, row.record
        if record["type"] in fancy.TYPES:
            zone = fancy.zone_of(call, record)
            fancy.create(call, zone, record)
        else:
            zone = self._zones.get(hostnames.folded(record["zone"])) or self._open(record)
            records.create(call, zone, record)
        self._zones[zone.name] = zone

    def _open(self, record: dict[str, Any]) -> Zone:
        zone = records.zone_of(self._call, record)
        records.require_entitled(self._call, zone)
        return zone

    def publish(self) -> None:
        """Let the serials rise."""
        for zone in self._zones.values():
            zones.touch(self._call, zone)
