# SPDX-License-Identifier: Apache-2.0
"""Zones as text: RFC 1035 master files (section 5), SOA serials and mailboxes, for every port that publishes DNS.

Names are lower case without trailing dot, as they are stored; RDATA is text that dnspython has written, absolute names in it
with their trailing dot.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ngnprov.zonefiles import hostnames

HIGHEST_SERIAL = 2**31 - 1


class Soa(NamedTuple):
    """The SOA of a zone (RFC 1035 3.3.13). ``mname`` is a name, ``rname`` a mailbox as :func:`rname` gives it; seconds."""

    mname: str
    rname: str
    serial: int
    refresh: int
    retry: int
    expire: int
    minimum: int
    ttl: int


class Entry(NamedTuple):
    """A record: owner name, TTL in seconds, type and RDATA in master file form."""

    name: str
    ttl: int
    type: str
    rdata: str


def lines(origin: str, soa: Soa, nameservers: Iterable[str], entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a zone's master file, without line ends; names below ``origin`` are written relative to it."""
    yield f"$ORIGIN {origin}."
    yield f"$TTL {soa.minimum}"
    timers = f"{soa.serial} {soa.refresh} {soa.retry} {soa.expire} {soa.minimum}"
    yield f"@ {soa.ttl} IN SOA {soa.mname}. {soa.rname}. {timers}"
    for server in nameservers:
        yield f"@ {soa.ttl} IN NS {server}."
    for name, ttl, kind, rdata in entries:
        yield f"{_relative(name, origin)} {ttl} IN {kind} {rdata}"


def _relative(name: str, origin: str) -> str:
    if name == origin:
        return "@"
    return name.removesuffix(f".{origin}") if name.endswith(f".{origin}") else f"{name}."


def rname(mailbox: str) -> str:
    """An e-mail address as a domain name, its local part's dots escaped (RFC 1035 8); a name is taken as it is."""
    local, at, domain = mailbox.strip().rstrip(".").rpartition("@")
    if not at:
        return hostnames.lower(domain)
    return f"{local.replace(chr(92), chr(92) * 2).replace('.', chr(92) + '.')}.{hostnames.lower(domain)}"


def first_of_day(day: str) -> int:
    """The first serial of a day, ``YYYY-MM-DD``."""
    return int(day.replace("-", "")) * 100 + 1


def next_serial(present: int, today: str) -> int:
    """The serial after a change: ``YYYYMMDDnn`` of ``today`` (``YYYY-MM-DD...``), and always above the present one.

    Raises OverflowError when there is none left that fits xsd:int (RFC 1912 2.2, RFC 1982 7).
    """
    serial = max(present + 1, first_of_day(today[:10]))
    if serial > HIGHEST_SERIAL:
        raise OverflowError("the serials of the zone are used up")
    return serial
