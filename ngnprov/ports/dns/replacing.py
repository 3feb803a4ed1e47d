# SPDX-License-Identifier: Apache-2.0
"""A zone that is there takes what a master file says.

Records that are the same keep their ids, and so do those of which only TTL or priority differ. What goes is removed before
anything comes, for a CNAME stands alone. Fancy records, the owner and the description are not part of a file and stay.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ngnprov.calls.call import Call
from ngnprov.errors import Refusal
from ngnprov.intake.adding import Item
from ngnprov.ports.dns import placing
from ngnprov.ports.dns.difference import Difference
from ngnprov.ports.dns.masters import REPEATED, MasterFile
from ngnprov.ports.dns.rdata import Data
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.records import store
from ngnprov.ports.dns.records.service import RECORDS
from ngnprov.ports.dns.records.store import Saying
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone


class Plan(NamedTuple):
    """What becomes of the records of ``zone`` as it was found, by the lines of a file.

    ``lines`` has, by the id of each record that stays, the line that says it; ``restated``, by line, the id of the record that
    gets the line's priority; ``doomed`` the ids of those that go. It holds two numbers for each record of the zone.
    """

    zone: Zone
    lines: dict[int, int]
    restated: dict[int, int]
    doomed: list[int]

    def fits(self, call: Call, zone: Zone) -> bool:
        """Is the zone, which is held now, what it was? One that was deleted and made anew may have the same serial."""
        return zone == self.zone and set(store.ids(call.unit, zone.name)) == {*self.lines, *self.doomed}


def plan(call: Call, zone: Zone, file: MasterFile) -> Plan:
    """Find the record of each line. Nothing is written; refusals are reported only when the lines are applied."""
    lines: dict[int, int] = {}
    others: dict[tuple[str, str, bytes, int], int] = {}
    for line, name, data in _said(zone, file):
        alike = store.saying(call.unit, zone.name, name, data)
        equal = next((each for each in alike if each.priority == data.priority), None)
        if equal is not None:
            lines.setdefault(equal.id, line)
        elif alike:
            others.setdefault((name, data.type, data.digest, data.priority), line)
    restated: dict[int, int] = {}
    if others:
        for line, name, data in _said(zone, file):
            if others.get((name, data.type, data.digest, data.priority)) != line:
                continue
            free = (each for each in store.saying(call.unit, zone.name, name, data) if each.id not in lines)
            if (record := next(free, None)) is not None:
                lines[record.id] = line
                restated[line] = record.id
    doomed = [id for id in store.ids(call.unit, zone.name) if id not in lines]
    return Plan(zone, lines, restated, doomed)


def _said(zone: Zone, file: MasterFile) -> Iterator[tuple[int, str, Data]]:
    """Line, full name and data of each record in the file that can be read."""
    with file.opened() as opened:
        for item in file.read(opened):
            if not item.values or item.read.problems or "nameservers" in item.values:
                continue
            try:
                yield item.line, *records.read(zone, item.values)
            except Refusal:
                continue


class Replacement:
    """A zone that is held while it takes what a file says, item by item."""

    def __init__(self, call: Call, zone: Zone, planned: Plan, head: Item, serial: int) -> None:
        """Remove what goes, and let the zone be what ``head`` says. Raises what updateZone does."""
        self.difference = Difference()
        self._call = call
        self._plan = planned
        self._serial = serial
        self._is_entitled = False
        for id in planned.doomed:
            record = RECORDS.get(call, id)  # it is there: the lock of the zone covers its records
            RECORDS.remove(call, record)
            self.difference.remove(record)
        self._zone = zones.update(call, zone, head.values)
        self.difference.change_zone(zone.name, zone._asdict(), self._zone._asdict())

    def add(self, item: Item) -> str:
        """Let there be what a line says; "" or why it says nothing new. Raises what addRecord does."""
        name, data = records.read(self._zone, item.values)
        placing.require_place(self._zone.name, name, data)  # also what has stood there since an earlier release
        if (id := self._plan.restated.get(item.line)) is not None:
            return self._restate(id, data, item.values["ttl"])
        equal = next((each for each in self._saying(name, data) if each.priority == data.priority), None)
        if equal is None:
            self._create(item)
        elif self._plan.lines.get(equal.id) != item.line:
            return REPEATED
        elif equal.ttl != item.values["ttl"]:
            return self._restate(equal.id, data, item.values["ttl"])
        else:
            self.difference.same += 1
        return ""

    def finish(self) -> None:
        """Publish the zone when anything has changed: its serial rises, above the file's while there is room."""
        if self.difference:
            zones.touch(self._call, self._zone._replace(serial=max(self._zone.serial, self._serial)))

    def _saying(self, name: str, data: Data) -> list[Saying]:
        return store.saying(self._call.unit, self._zone.name, name, data)

    def _create(self, item: Item) -> None:
        if not self._is_entitled:
            records.require_entitled(self._call, self._zone)
            self._is_entitled = True
        self.difference.add(records.create(self._call, self._zone, item.values, by_priority=True))

    def _restate(self, id: int, data: Data, ttl: int) -> str:
        record = RECORDS.get(self._call, id)
        self.difference.change(record, records.restate(self._call, record, data, ttl))
        return ""
