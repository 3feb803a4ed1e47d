# SPDX-License-Identifier: Apache-2.0
"""Brings zones in from RFC 1035 master files: all of a file or nothing, and every problem by its line.

A file is read once for SOA and name servers, which may stand anywhere, and then for its records: in memory is one at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple, TextIO

from ngnprov import hostnames, masterfile
from ngnprov.call import Call
from ngnprov.intake import values
from ngnprov.intake.adding import Add, Form, Item, bring_in
from ngnprov.intake.report import Problem, Report
from ngnprov.intake.values import Read
from ngnprov.local import Local
from ngnprov.ports.dns import names, rdata, reading
from ngnprov.ports.dns.reading import Entry
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.records.types import DnsRecord
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.ports.dns.zones.types import DnsZone

ROOM = 10_000_000
"""Serials that a zone must have left for its changes."""

_TIMERS = ("minimum", "retry", "expire", "refresh")
_ZONE = values.readers(DnsZone, "name", "email", "ttl", *_TIMERS)
_RECORD = values.readers(DnsRecord, "name", "type", "value", "priority", "ttl")


class Imported(NamedTuple):
    """A zone, "" when the file has none, how many records came in besides its SOA and its name servers, and what is wrong."""

    zone: str
    records: int
    report: Report


class _Head(NamedTuple):
    soa: Entry
    servers: list[str]


def import_zone(
    local: Local, opened: Callable[[], TextIO], origin: str | None = None, *, dry_run: bool = False
) -> Imported:
    """Create the zone of a master file as the caller's, with the rules and credits of addZone and addRecord.

    SOA and NS at the apex become the zone, whose serials go on from the file's while there is :data:`ROOM`. ``opened`` opens
    the file from its beginning, as often as it takes. Raises InvalidValue (origin).
    """
    if origin is not None:
        origin = names.zone(origin, "origin")
    report = Report()
    with opened() as file:
        head = _head(reading.read(file, origin), report)
    if head is None:
        report.refuse(Problem(0, "", "there is no SOA"))
        return Imported("", 0, report)
    form = Form(
        "zone import",
        read=lambda file: _items(head, reading.read(file, origin)),
        adding=_Adding(_serial(head.soa)),
        problem=lambda item, refusal: Problem.of_line(item.line, refusal),
    )
    report = bring_in(local, form, opened, dry_run=dry_run)
    return Imported(head.soa.name, report.added - 1, report)


class _Adding:
    """Adds a zone and then its records; those of a zone that was refused are only read."""

    def __init__(self, serial: int) -> None:
        self._serial = serial
        self._zone: Zone | None = None

    @contextmanager
    def __call__(self, call: Call) -> Iterator[Add]:
        yield partial(self._add, call)

    def _add(self, call: Call, members: Mapping[str, Any]) -> None:
        if "nameservers" in members:
            self._zone = None
            self._zone = zones.create(call, members, self._serial)
        elif self._zone is not None:
            records.create(call, self._zone, members)


def _head(entries: Iterable[Entry | Problem], report: Report) -> _Head | None:
    """SOA and name servers; what is wrong goes to the report, for a file without SOA is read no further."""
    soa: Entry | None = None
    servers: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Problem):
            report.refuse(entry)
        elif entry.type == "SOA":
            soa = soa or entry
        elif entry.type == "NS" and (soa is None or _is_server(entry, soa)):
            servers.append(entry)
    if soa is None:
        return None
    primary = soa.rdata.mname.to_text().lower()
    targets = [entry.rdata.target.to_text() for entry in servers if _is_server(entry, soa)]
    # the first name server is the primary; a hidden one is not listed and cannot be it
    return _Head(soa, sorted(targets, key=lambda target: target.lower() != primary))


def _is_server(entry: Entry, soa: Entry) -> bool:
    return entry.type == "NS" and entry.name == soa.name


def _items(head: _Head, entries: Iterable[Entry | Problem]) -> Iterator[Item]:
    """The zone, then its records."""
    yield _zone(head)
    for entry in entries:
        if isinstance(entry, Problem):
            yield _bad(entry)
        elif entry.type != "SOA":
            if not _is_server(entry, head.soa):
                yield _record(entry, head.soa.name)
        elif entry.line != head.soa.line:
            yield _bad(Problem(entry.line, "", "there is an SOA already"))


def _zone(head: _Head) -> Item:
    soa = head.soa
    email = _mailbox(soa.rdata.rname.to_text(omit_final_dot=True))
    timers = {timer: getattr(soa.rdata, timer) for timer in _TIMERS}
    item = _item(_ZONE, soa.line, {"name": soa.name, "email": email, "ttl": soa.ttl or 0, **timers})
    item.values["nameservers"] = head.servers
    return item


def _record(entry: Entry, apex: str) -> Item:
    if entry.type not in rdata.TYPES:
        return _bad(Problem(entry.line, "", f"type {entry.type} is not kept here"))
    if not hostnames.is_at_or_below(entry.name, apex):
        return _bad(Problem(entry.line, "", f"{entry.name} is not in the zone {apex}"))
    value, priority = rdata.of_rdata(entry.type, entry.rdata)
    said = {"name": entry.name, "type": entry.type, "value": value, "priority": priority, "ttl": entry.ttl or 0}
    return _item(_RECORD, entry.line, said)


def _item(by: Mapping[str, Read], line: int, said: Mapping[str, object]) -> Item:
    """An item within the bounds of the wire; a file may say more."""
    members, wrong = values.read(by, {name: str(value) for name, value in said.items()})
    return Item(line, members, read=Report(problems=[Problem(line, "", f"{name} {text}") for name, text in wrong]))


def _bad(problem: Problem) -> Item:
    return Item(problem.line, {}, read=Report(problems=[problem]))


def _mailbox(rname: str) -> str:
    r"""``first\.last.example.com`` as ``first.last@example.com``."""
    local, at, domain = rname.replace("\\.", "\0").partition(".")
    return f"{local}@{domain}".replace("\0", ".") if at else rname


def _serial(soa: Entry) -> int:
    """Where to go on from, when there is room for changes below the highest that xsd:int holds; else 0."""
    serial: int = soa.rdata.serial
    return serial if serial <= masterfile.HIGHEST_SERIAL - ROOM else 0
