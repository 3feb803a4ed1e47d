# SPDX-License-Identifier: Apache-2.0
"""What a DNS server answers for a zone, as a master file: records, what fancy records stand for, and glue (dns.md 5, Z10)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.calls.port import Cut
from ngnprov.ports.dns import hiding
from ngnprov.ports.dns.errors import ZoneUnknown
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.fancy.tables import MAIL, WEB
from ngnprov.ports.dns.permissions import READ
from ngnprov.ports.dns.records import store as records
from ngnprov.ports.dns.settings import DnsSettings
from ngnprov.ports.dns.zones.store import ZONES, Zone
from ngnprov.zonefiles import hostnames, master_files
from ngnprov.zonefiles.master_files import Entry, Soa

EXPORT = Task(name="zone export", policy=Policy(READ), writes=False)

MAIL_PRIORITY, MAIL_TTL = 25, 7200
"""Of the MX of a domain with e-mail aliases (dns.md 5)."""

Tell = Callable[[str], None]


def master_file(call: Call, name: str, tell: Tell) -> Iterator[str]:
    """The lines of a zone's master file (RFC 1035 5), in bounded memory.

    ``tell`` is called with a sentence for each thing that the settings do not let be published. Raises ZoneUnknown at once.
    """
    zone = ZONES.get(call.unit, call.actor, hostnames.folded(name))
    if zone is None:
        raise ZoneUnknown(f"there is no DNS zone {name}")
    return master_files.lines(zone.name, soa(zone), (), _entries(call, zone, tell))


def soa(zone: Zone) -> Soa:
    """The SOA of a zone (Z4 to Z7)."""
    timers = (zone.serial, zone.refresh, zone.retry, zone.expire, zone.minimum)
    return Soa(zone.servers[0], master_files.rname(zone.email), *timers, zone.ttl)


def _entries(call: Call, zone: Zone, tell: Tell) -> Iterator[Entry]:
    """NS of the zone and of what lies in it, then all others but those at names of other ports (D-M)."""
    cuts = call.context.cuts(call, zone.name)
    yield from _name_servers(call, zone)
    yield from _delegations(zone, cuts, tell)
    names, hidden = {cut.name for cut in cuts}, 0
    for entry in _own(call, zone, tell):
        if hiding.is_hidden(entry.name, names):
            hidden += 1
        else:
            yield entry
    if hidden:
        tell(f"{hidden} records are not published: EnumPort publishes ranges at or above their names")


def _own(call: Call, zone: Zone, tell: Tell) -> Iterator[Entry]:
    """Records, what fancy records stand for, and glue."""
    settings = call.context.settings.of(DnsSettings)
    mail = _fancy(call, zone, MAIL, settings.mail_redirector, "mail_redirector", tell)
    web = _fancy(call, zone, WEB, settings.web_redirector, "web_redirector", tell)
    for (name, kind), rows in groupby(records.published(call.unit, zone.name), itemgetter(0, 1)):
        if (kind == "MX" and name in mail) or (kind in ("A", "AAAA") and name in web):
            continue
        if kind == "NS" and name == zone.name:
            continue
        yield from _rrset(name, kind, [(ttl, rdata) for _, _, ttl, rdata in rows])
    for host in mail:
        yield Entry(host, MAIL_TTL, "MX", f"{MAIL_PRIORITY} {settings.mail_redirector}.")
    for host, ttl in web.items():
        yield Entry(host, ttl, "A", str(settings.web_redirector))
    yield from _glue(call, zone, web, tell)


def _delegations(zone: Zone, cuts: Iterable[Cut], tell: Tell) -> Iterator[Entry]:
    """To the zones of other ports within this one."""
    for cut in cuts:
        if cut.name == zone.name:
            continue
        if not cut.servers:
            tell(f"{cut.name} is not delegated: no name servers of the range are known")
        yield from (Entry(cut.name, cut.ttl, "NS", f"{server}.") for server in cut.servers)


def _fancy(call: Call, zone: Zone, kind: str, redirector: str | None, setting: str, tell: Tell) -> dict[str, int]:
    """Where fancy records of a type are published, and their TTL."""
    hosts = fancy.hosts(call.unit, zone.name, kind)
    if hosts and redirector is None:
        tell(f"{kind} at {', '.join(hosts)} is not published: [dns] {setting} is not set")
        return {}
    return hosts


def _name_servers(call: Call, zone: Zone) -> Iterator[Entry]:
    """The servers that the zone lists, and those of NS records at its apex (R9)."""
    listed = {f"{server}.": zone.ttl for server in zone.servers}
    found = {**listed, **dict(records.apex_servers(call.unit, zone.name))}
    return _rrset(zone.name, "NS", [(ttl, rdata) for rdata, ttl in found.items()])


def _rrset(name: str, kind: str, found: Sequence[tuple[int, str]]) -> Iterator[Entry]:
    """With one TTL, the smallest (RFC 2181 5.2)."""
    ttl = min(ttl for ttl, _ in found)
    return (Entry(name, ttl, kind, rdata) for _, rdata in found)


def _glue(call: Call, zone: Zone, web: dict[str, int], tell: Tell) -> Iterator[Entry]:
    """Addresses for the name servers inside the zone that have none there (Z10)."""
    known = call.context.settings.of(DnsSettings).glue
    for server in dict.fromkeys((*zone.servers, *records.servers(call.unit, zone.name))):
        if not hostnames.is_at_or_below(server, zone.name) or server in web:
            continue
        if records.has_address(call.unit, zone.name, server):
            continue
        addresses = [each.address for each in known if each.name == server]
        if not addresses:
            tell(f"the name server {server} has no address in the zone, and [dns] glue has none")
        for address in addresses:
            yield Entry(server, zone.minimum, "AAAA" if ":" in address else "A", address)
