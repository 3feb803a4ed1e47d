# SPDX-License-Identifier: Apache-2.0
"""A range as a DNS zone: what an authoritative server publishes of it (enum.md 6, RFC 6116, RFC 1035)."""

from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.calls.port import Cut
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.tenancy import zone_mailbox
from ngnprov.ports.enum import names, naptr
from ngnprov.ports.enum.errors import RangeUnknown
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.permissions import PUBLISH
from ngnprov.ports.enum.ranges import store as ranges
from ngnprov.ports.enum.ranges.store import Range
from ngnprov.ports.enum.settings import EnumSettings
from ngnprov.zonefiles.master_files import Entry, Soa, lines, rname

EXPORT = Task(name="enum export", policy=Policy(PUBLISH), writes=False)

REFRESH, RETRY, EXPIRE = 10800, 3600, 604800


def master_file(call: Call, prefix: str, tld: str) -> Iterator[str]:
    """The lines of a range's master file: SOA, NS, what is delegated to the ranges inside it, and its own numbers.

    Numbers are read as the lines are, all from one snapshot. Raises MissingInput, RangeUnknown, InvalidValue when a zone has
    no nameservers.
    """
    found = ranges.RANGES.get(call.unit, call.actor, *names.parts({"prefix": prefix, "tld": tld}, "prefix", "range"))
    if found is None:
        raise RangeUnknown("there is no such ENUM range")
    servers = _nameservers(call, found)
    soa = Soa(
        mname=servers[0],
        rname=rname(zone_mailbox(call, found, call.context.settings.of(EnumSettings).dns_admin_email)),
        serial=found.serial,
        refresh=REFRESH,
        retry=RETRY,
        expire=EXPIRE,
        minimum=found.ttl,
        ttl=found.ttl,
    )
    return lines(found.dns_name, soa, servers, chain(list(_delegations(call, found)), _published(call, found)))


def cuts(call: Call, zone: str) -> Iterator[Cut]:
    """Where the zones of ranges begin at or below a DNS zone, and how that one delegates to them (D-M)."""
    for inner in ranges.uppermost(call.unit, zone):
        yield Cut(inner.dns_name, inner.ttl, _known_nameservers(call, inner))


def _known_nameservers(call: Call, published: Range) -> list[str]:
    """The range's own, else the server's."""
    return published.servers or list(call.context.settings.of(EnumSettings).nameservers)


def _nameservers(call: Call, published: Range) -> list[str]:
    """The same. Raises InvalidValue when there are none."""
    servers = _known_nameservers(call, published)
    if not servers:
        raise InvalidValue(
            f"ENUM range {published.prefix} {published.tld} has no nameservers, nor does the setting enum.nameservers name any"
        )
    return servers


def _delegations(call: Call, published: Range) -> Iterator[Entry]:
    """NS of the ranges right inside it; those further inside are delegated by these."""
    last: Range | None = None
    for inner in ranges.inside(call.unit, published.prefix, published.tld):
        if last is None or not inner.prefix.startswith(last.prefix):
            last = inner
            for server in _nameservers(call, inner):
                yield Entry(inner.dns_name, inner.ttl, "NS", f"{server}.")


def _published(call: Call, published: Range) -> Iterator[Entry]:
    """NAPTR of its own numbers: one TTL for those of a number, the smallest (RFC 2181 5.2)."""
    literal = call.context.settings.of(EnumSettings).literal_services
    rows: Iterator[Any] = chain.from_iterable(numbers.published(call.unit, published.id))
    for owner_name, group in groupby(rows, itemgetter(0)):
        targets = [row[1:] for row in group]
        ttl = min(target[2] for target in targets)
        for kind, mapto, _, priority in targets:
            yield Entry(owner_name, ttl, "NAPTR", naptr.rdata(kind, mapto, priority, literal))
