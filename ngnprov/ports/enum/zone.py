# SPDX-License-Identifier: Apache-2.0
"""A range as a DNS zone: what an authoritative server publishes of it (enum.md 6, RFC 6116, RFC 1035)."""

from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import dns.exception
import dns.rdata
import dns.rdataclass
import dns.rdatatype

from ngnprov.actor import Level
from ngnprov.auth.policy import Policy
from ngnprov.call import Call
from ngnprov.errors import InvalidValue
from ngnprov.masterfile import Entry, Soa, lines, rname
from ngnprov.ports.customer import service as customers
from ngnprov.ports.enum import names, naptr
from ngnprov.ports.enum.errors import RangeUnknown
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.ranges import store as ranges
from ngnprov.ports.enum.ranges.service import nameservers_of
from ngnprov.ports.enum.ranges.store import Range
from ngnprov.ports.enum.settings import EnumSettings

REFRESH, RETRY, EXPIRE = 10800, 3600, 604800
ADMIN_EMAIL = "dns_admin_email"
"""The property of a customer or reseller that names the mailbox of his zones (customer.md 3.2)."""


def master_file(call: Call, prefix: str, tld: str) -> Iterator[str]:
    """The lines of a range's master file: SOA, NS, what is delegated to the ranges inside it, and its own numbers.

    Numbers are read as the lines are, all from one snapshot. Raises NotAuthorized unless an administrator calls, MissingInput,
    RangeUnknown, InvalidValue when a zone has no nameservers or no mailbox.
    """
    Policy(Level.ADMIN).require(call.actor)
    found = ranges.get(call.unit, call.actor, *names.parts({"prefix": prefix, "tld": tld}, "prefix", "range"))
    if found is None:
        raise RangeUnknown("there is no such ENUM range")
    servers = _nameservers(call, found)
    soa = Soa(
        mname=servers[0],
        rname=_mailbox(call, found),
        serial=found.serial,
        refresh=REFRESH,
        retry=RETRY,
        expire=EXPIRE,
        minimum=found.ttl,
        ttl=found.ttl,
    )
    return lines(found.dns_name, soa, servers, chain(list(_delegations(call, found)), _published(call, found)))


def _nameservers(call: Call, published: Range) -> list[str]:
    """The range's own, else the server's."""
    servers = nameservers_of(published) or list(call.context.settings.of(EnumSettings).nameservers)
    if not servers:
        raise InvalidValue(
            f"ENUM range {published.prefix} {published.tld} has no nameservers, nor does the setting enum.nameservers name any"
        )
    return servers


def _mailbox(call: Call, published: Range) -> str:
    """The first of the customer's, the reseller's and the server's that can be written as a domain name."""
    holders = [published.customer, published.reseller]
    told = customers.property_values(call, [holder for holder in holders if holder], ADMIN_EMAIL)
    written = [told.get(holder, "") for holder in holders]
    for mailbox in (*written, call.context.settings.of(EnumSettings).dns_admin_email):
        if names.is_mailbox(mailbox) and _is_name(rname(mailbox)):
            return rname(mailbox)
    raise InvalidValue("must be an e-mail address", field="enum.dns_admin_email")


def _is_name(text: str) -> bool:
    try:
        dns.rdata.from_text(dns.rdataclass.IN, dns.rdatatype.NS, f"{text}.")
    except dns.exception.DNSException:
        return False
    return True


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
