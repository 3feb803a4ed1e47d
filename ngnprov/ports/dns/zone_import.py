# SPDX-License-Identifier: Apache-2.0
"""Brings zones in from RFC 1035 master files: all of a file or nothing, and every problem by its line."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.policy import Policy
from ngnprov.errors import Refusal
from ngnprov.intake.adding import Add, Form, Item
from ngnprov.intake.report import Problem
from ngnprov.ports.dns import replacing
from ngnprov.ports.dns.difference import Difference
from ngnprov.ports.dns.errors import RecordExists, ZoneUnknown
from ngnprov.ports.dns.masters import REPEATED, MasterFile
from ngnprov.ports.dns.permissions import WRITE
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.replacing import Plan, Replacement
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import ZONES, Zone
from ngnprov.zonefiles import master_files

IMPORT = Task(name="zone import", policy=Policy(WRITE))
_COMPARE = Task(name="zone import", policy=Policy(WRITE), writes=False)
"""What the journal calls an import."""
ROOM = 10_000_000
"""Serials that a zone must have left for its changes."""


class ZoneImport:
    """The import of a master file as the caller's zone, with the rules and credits of addZone and addRecord.

    SOA and NS at the apex become the zone, whose serials go on from the file's while there is :data:`ROOM`. With ``replaces``
    a zone in the caller's scope that is there takes what the file says, with the rules of updateZone and the operations on
    records; what is not in the file goes.
    """

    def __init__(self, file: MasterFile, *, replaces: bool = False) -> None:
        self._file = file
        self._replaces = replaces
        self._serial = file.serial if file.serial <= master_files.HIGHEST_SERIAL - ROOM else 0
        self._plan: Plan | None = None
        self._zone: Zone | None = None
        self._replacement: Replacement | None = None

    @property
    def form(self) -> Form:
        """How the file is brought in. The zone is the first of its items."""
        return Form(IMPORT, self._file.read, self._adding, _problem)

    @property
    def difference(self) -> Difference | None:
        """How the zone that was there has changed; None when none was replaced."""
        return None if self._replacement is None else self._replacement.difference

    def prepare(self, operator: Operator) -> None:
        """Compare file and zone while others may write; what is found counts if the zone is the same when it is held."""
        if self._replaces:
            self._plan = operator.run(_COMPARE, self._planned)

    def _planned(self, call: Call) -> Plan | None:
        zone = ZONES.get(call.unit, call.actor, self._file.zone)
        return None if zone is None else replacing.plan(call, zone, self._file)

    @contextmanager
    def _adding(self, call: Call) -> Iterator[Add]:
        yield partial(self._add, call)
        if self._replacement is not None:
            self._replacement.finish()

    def _add(self, call: Call, item: Item) -> str:
        if "nameservers" in item.values:
            self._zone, self._replacement = None, None
            self._begin(call, item)
        elif self._replacement is not None:
            return self._replacement.add(item)
        elif self._zone is not None:
            try:
                records.create(call, self._zone, item.values, by_priority=True)
            except RecordExists:
                return REPEATED  # there was no record before the file's
        return ""

    def _begin(self, call: Call, head: Item) -> None:
        """Create or hold the zone. When it is refused, its records are only read."""
        present = self._held(call) if self._replaces else None
        if present is None:
            self._zone = zones.create(call, head.values, self._serial)
            return
        plan = self._plan
        if plan is None or not plan.fits(call, present):
            plan = replacing.plan(call, present, self._file)
        self._replacement = Replacement(call, present, plan, head, self._serial)

    def _held(self, call: Call) -> Zone | None:
        try:
            return zones.lock_zone(call, self._file.zone, "zone.name")
        except ZoneUnknown:
            return None


def _problem(item: Item, refusal: Refusal) -> Problem:
    return Problem.of_line(item.line, refusal)
