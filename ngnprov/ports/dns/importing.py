# SPDX-License-Identifier: Apache-2.0
"""Brings zones in from RFC 1035 master files: all of a file or nothing, and every mistake by its line."""

from typing import Any, NamedTuple, TextIO

from ngnprov import hostnames, masterfile
from ngnprov.call import Call
from ngnprov.errors import InvalidValue, Refusal
from ngnprov.ports.dns import names, rdata, reading
from ngnprov.ports.dns.mistakes import Mistakes
from ngnprov.ports.dns.reading import Entry
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.zones import service as zones

LONGEST_TIME = 2**31 - 1

ROOM = 10_000_000
"""Serials that a zone must have left for its changes."""


class Imported(NamedTuple):
    """A zone that came in, and how many records besides its SOA and its name servers."""

    zone: str
    records: int


def import_zone(call: Call, file: TextIO, origin: str | None = None, customer: int = 0) -> Imported:
    """Create the zone of a master file for a customer, 0 for nobody, with the rules and credits of addZone and addRecord.

    SOA and NS at the apex become the zone, whose serials go on from the file's while there is :data:`ROOM`. Raises Mistakes,
    InvalidValue (origin).
    """
    if origin is not None:
        origin = names.zone(origin, "origin")
    mistakes = Mistakes()
    entries = list(reading.read(file, origin, mistakes))
    soas = [entry for entry in entries if entry.type == "SOA"]
    for extra in soas[1:]:
        mistakes.add(extra.line, "there is an SOA already")
    if not soas:
        mistakes.add(0, "there is no SOA")
        mistakes.check()
    apex = soas[0].name
    servers = [entry for entry in entries if entry.type == "NS" and entry.name == apex]
    others = [entry for entry in entries if entry.type != "SOA" and not (entry.type == "NS" and entry.name == apex)]
    try:
        for name in ("minimum", "retry", "expire", "refresh"):
            _check_time(name, getattr(soas[0].rdata, name))
        _check_time("TTL", soas[0].ttl or 0)
        zone = zones.create(call, {**_members(soas[0], servers), "customer": customer}, _serial(soas[0]))
    except Refusal as refusal:
        mistakes.add(soas[0].line, refusal.sentence)
        mistakes.check()
        raise AssertionError("unreachable") from None
    for entry in others:
        try:
            records.create(call, zone, _record(entry, apex))
        except Refusal as refusal:
            mistakes.add(entry.line, refusal.sentence)
    mistakes.check()
    return Imported(apex, len(others))


def _members(soa: Entry, servers: list[Entry]) -> dict[str, Any]:
    timers = {name: getattr(soa.rdata, name) for name in ("minimum", "retry", "expire", "refresh")}
    return {
        "name": soa.name,
        "email": _mailbox(soa.rdata.rname.to_text(omit_final_dot=True)),
        "nameservers": _primary_first([_target(entry) for entry in servers], soa.rdata.mname),
        "ttl": soa.ttl or 0,
        **timers,
    }


def _primary_first(servers: list[str], mname: Any) -> list[str]:
    """The first name server is the primary; a hidden one is not listed and cannot be it."""
    primary = mname.to_text().lower()
    return sorted(servers, key=lambda server: server.lower() != primary)


def _target(entry: Entry) -> str:
    target: str = entry.rdata.target.to_text()
    return target


def _mailbox(rname: str) -> str:
    r"""``first\.last.example.com`` as ``first.last@example.com``."""
    local, at, domain = rname.replace("\\.", "\0").partition(".")
    return f"{local}@{domain}".replace("\0", ".") if at else rname


def _serial(soa: Entry) -> int:
    """Where to go on from, when there is room for changes below the highest that xsd:int holds; else 0."""
    serial: int = soa.rdata.serial
    return serial if serial <= masterfile.HIGHEST_SERIAL - ROOM else 0


def _record(entry: Entry, apex: str) -> dict[str, Any]:
    if entry.type not in rdata.TYPES:
        raise InvalidValue(f"type {entry.type} is not kept here")
    if not hostnames.is_at_or_below(entry.name, apex):
        raise InvalidValue(f"{entry.name} is not in the zone {apex}")
    _check_time("TTL", entry.ttl or 0)
    value, priority = rdata.of_rdata(entry.type, entry.rdata)
    return {"name": entry.name, "type": entry.type, "value": value, "priority": priority, "ttl": entry.ttl or 0}


def _check_time(name: str, seconds: int) -> None:
    """A file may say more than the wire can (Z7)."""
    if seconds > LONGEST_TIME:
        raise InvalidValue(f"{name} must be at most {LONGEST_TIME} seconds")
