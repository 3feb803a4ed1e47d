# SPDX-License-Identifier: Apache-2.0
"""What a master file holds, as the items of an import: the zone, then its records.

A file is read once for SOA and name servers, which may stand anywhere, and then for its records: in memory is one at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TextIO

from ngnprov.intake import values
from ngnprov.intake.adding import Item
from ngnprov.intake.report import Problem, Report, Tally
from ngnprov.intake.values import Read
from ngnprov.ports.dns import rdata, zone_parser
from ngnprov.ports.dns.records.types import DnsRecord
from ngnprov.ports.dns.zone_parser import Entry, Unread
from ngnprov.ports.dns.zones.types import DnsZone
from ngnprov.zonefiles import hostnames

REPEATED = "repeats an earlier line, and counts once"

_KINDS = frozenset({*rdata.TYPES, "SOA"})
_TIMERS = ("minimum", "retry", "expire", "refresh")
_ZONE = values.readers(DnsZone, "name", "email", "ttl", *_TIMERS)
_RECORD = values.readers(DnsRecord, "name", "type", "value", "priority", "ttl")


class _Head(NamedTuple):
    """The SOA, and the targets of the NS at the apex, the primary first."""

    soa: Entry
    servers: list[str]

    @property
    def ttl(self) -> int:
        """What records take that say none, where no $TTL and no record before does (D-L)."""
        minimum: int = self.soa.rdata.minimum
        return minimum


class MasterFile:
    """A master file that is opened from its beginning as often as it takes; ``origin`` is the one to begin with.

    ``skips`` says that types that are not kept are passed over, with a remark, instead of being a problem. Without a SOA,
    ``zone`` is "", and ``report`` says what is wrong.
    """

    def __init__(self, opened: Callable[[], TextIO], origin: str | None, *, skips: bool = False) -> None:
        self.opened = opened
        self.report = Report()
        self._origin = origin
        self._skips = skips
        with opened() as file:
            self._head = _head(self._entries(file), self.report)

    @property
    def zone(self) -> str:
        """The name of the zone."""
        return self._head.soa.name if self._head is not None else ""

    @property
    def serial(self) -> int:
        """That of the SOA."""
        return int(self._head.soa.rdata.serial) if self._head is not None else 0

    def read(self, file: TextIO) -> Iterator[Item]:
        """The zone, whose values have ``nameservers``, then its records."""
        if self._head is None:
            return
        yield _zone(self._head)
        servers: set[str] = set()
        for entry in self._entries(file):
            if isinstance(entry, Unread):
                yield _bad(entry.problem)
            elif entry.type == "SOA":
                yield from _another_soa(entry, self._head.soa)
            elif _is_server(entry, self._head.soa):
                yield from _server(entry, servers)
            else:
                yield _record(entry, self._head, skips=self._skips)

    def _entries(self, file: TextIO) -> Iterator[Entry | Unread]:
        return zone_parser.read(file, self._origin, _KINDS)


def _head(entries: Iterable[Entry | Unread], report: Report) -> _Head | None:
    """SOA and name servers; what is wrong goes to the report, for a file without SOA is read no further."""
    soa: Entry | None = None
    servers: list[Entry] = []
    may_have_soa = False
    for entry in entries:
        if isinstance(entry, Unread):
            report.problems.add(entry.problem)
            may_have_soa = may_have_soa or entry.type in ("", "SOA")
        elif entry.type == "SOA":
            soa = soa or entry
        elif entry.type == "NS" and (soa is None or _is_server(entry, soa)):
            servers.append(entry)
    if soa is None:
        if not may_have_soa:
            report.problems.add(Problem(0, "", "there is no SOA"))
        return None
    primary = soa.rdata.mname.to_text().lower()
    targets = [entry.rdata.target.to_text() for entry in servers if _is_server(entry, soa)]
    # the first name server is the primary; a hidden one is not listed and cannot be it
    return _Head(soa, sorted(targets, key=lambda target: target.lower() != primary))


def _is_server(entry: Entry, soa: Entry) -> bool:
    return entry.type == "NS" and entry.name == soa.name


def _zone(head: _Head) -> Item:
    soa = head.soa
    email = _mailbox(soa.rdata.rname.to_text(omit_final_dot=True))
    timers = {timer: getattr(soa.rdata, timer) for timer in _TIMERS}
    ttl = head.ttl if soa.ttl is None else soa.ttl
    item = _item(_ZONE, soa.line, {"name": soa.name, "email": email, "ttl": ttl, **timers})
    if soa.ttl == 0:
        item.read.problems.add(_no_ttl(soa.line))
    for timer, seconds in timers.items():
        if seconds == 0:
            item.read.problems.add(Problem(soa.line, "", f"{timer} of 0 is not kept here, where 0 means the default"))
    item.values["nameservers"] = head.servers
    return item


def _another_soa(entry: Entry, first: Entry) -> Iterator[Item]:
    """A transfer ends as it begins, and so do files that are made of one (RFC 5936 2.2)."""
    if (entry.name, entry.rdata) != (first.name, first.rdata):
        yield _bad(Problem(entry.line, "", "there is an SOA already"))
    elif entry.line != first.line:
        yield _remark(entry.line, REPEATED)


def _server(entry: Entry, before: set[str]) -> Iterator[Item]:
    """A name server is part of the zone; all that remains is to report what is wrong with its line."""
    target = entry.rdata.target.to_text().lower()
    if entry.ttl == 0:
        yield _bad(_no_ttl(entry.line))
    elif target in before:
        yield _remark(entry.line, REPEATED)
    before.add(target)


def _record(entry: Entry, head: _Head, *, skips: bool) -> Item:
    if entry.rdata is None:
        if skips:
            return _remark(entry.line, f"type {entry.type} is not kept here, and was passed over")
        return _bad(Problem(entry.line, "", f"type {entry.type} is not kept here"))
    if not hostnames.is_at_or_below(entry.name, head.soa.name):
        return _bad(Problem(entry.line, "", f"the name is not in the zone {head.soa.name}"))
    if entry.ttl == 0:
        return _bad(_no_ttl(entry.line))
    value, priority = rdata.of_rdata(entry.type, entry.rdata)
    ttl = head.ttl if entry.ttl is None else entry.ttl
    said = {"name": entry.name, "type": entry.type, "value": value, "priority": priority, "ttl": ttl}
    return _item(_RECORD, entry.line, said)


def _item(by: Mapping[str, Read], line: int, said: Mapping[str, object]) -> Item:
    """An item within the bounds of the wire; a file may say more."""
    members, wrong = values.read(by, {name: str(value) for name, value in said.items()})
    return Item(line, members, read=Report(problems=Tally(Problem(line, "", f"{name} {text}") for name, text in wrong)))


def _no_ttl(line: int) -> Problem:
    return Problem(line, "", "a TTL of 0 is not kept here, where 0 means the default")


def _bad(problem: Problem) -> Item:
    return Item(problem.line, {}, read=Report(problems=Tally([problem])))


def _remark(line: int, text: str) -> Item:
    return Item(line, {}, read=Report(remarks=Tally([Problem(line, "", text)])))


def _mailbox(rname: str) -> str:
    r"""``first\.last.example.com`` as ``first.last@example.com``."""
    local, at, domain = rname.replace("\\.", "\0").partition(".")
    return f"{local}@{domain}".replace("\0", ".") if at else rname
