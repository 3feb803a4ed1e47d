# SPDX-License-Identifier: Apache-2.0
"""The rules of dynamic DNS (dynamic-dns.md 4): which record an address goes into, and what is said of each name."""

import ipaddress
from contextlib import suppress
from typing import NamedTuple

from ngnprov.calls.call import Call
from ngnprov.ports.dns.dynamic.asked import Addresses, Asked
from ngnprov.ports.dns.errors import ZoneUnknown
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.records import store
from ngnprov.ports.dns.records.store import DnsRecord
from ngnprov.ports.dns.zones.service import lock_zone
from ngnprov.ports.dns.zones.store import above

GOOD, NO_CHANGE, NO_HOST, NOT_FULL, TOO_MANY = "good", "nochg", "nohost", "notfqdn", "numhost"


class Said(NamedTuple):
    """What is said of a name: a word, and for the first two the addresses that it has now."""

    word: str
    addresses: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """As the client reads it."""
        return f"{self.word} {','.join(self.addresses)}" if self.addresses else self.word


class _Decision(NamedTuple):
    """What is said, and which records get which value for it."""

    said: Said
    changes: tuple[tuple[DnsRecord, str], ...] = ()


def look(call: Call, asked: Asked) -> list[Said] | None:
    """What is said of each name, None when something has to be changed for it."""
    decisions = [_decide(call, name, asked.addresses) for name in asked.names]
    return None if any(decision.changes for decision in decisions) else [decision.said for decision in decisions]


def update(call: Call, asked: Asked) -> list[Said]:
    """Give the names their addresses; what is said of each. Zones are locked in one order, so that no two calls wait for
    each other, and what was there is looked at behind that.

    Raises what updateRecord raises.
    """
    for zone in sorted({zone for name in asked.names if name and (zone := _zone(call, name))}):
        with suppress(ZoneUnknown):  # it has just gone, and its names with it
            lock_zone(call, zone, "hostname")
    return [_update(call, name, asked.addresses) for name in asked.names]


def _update(call: Call, name: str | None, addresses: Addresses) -> Said:
    decision = _decide(call, name, addresses)
    for record, value in decision.changes:
        records.update_record(call, {"id": record.id, "value": value})
    return decision.said


def _decide(call: Call, name: str | None, addresses: Addresses) -> _Decision:
    if name is None:
        return _Decision(Said(NOT_FULL))
    zone = _zone(call, name)
    found = store.addresses_of(call.unit, zone, name) if zone else []
    meant = [(record, str(address)) for record in found if (address := _for(record, addresses)) is not None]
    if not meant:
        return _Decision(Said(NO_HOST))
    if len({record.type for record, _ in meant}) < len(meant):
        return _Decision(Said(TOO_MANY))  # which of several is not said
    changes = tuple((record, value) for record, value in meant if not _has(record, value))
    values = tuple(value for _, value in meant)
    return _Decision(Said(GOOD if changes else NO_CHANGE, values), changes)


def _zone(call: Call, name: str) -> str:
    """The zone in which the name is published, "" unless it is the caller's own."""
    found = above(call.unit, name)
    return found.name if found is not None and found.customer == call.actor.customer else ""


def _for(record: DnsRecord, addresses: Addresses) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    return addresses.a if record.type == "A" else addresses.aaaa


def _has(record: DnsRecord, value: str) -> bool:
    """Does a record say this address, however it is written?"""
    return ipaddress.ip_address(record.value) == ipaddress.ip_address(value)
