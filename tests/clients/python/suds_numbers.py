# SPDX-License-Identifier: Apache-2.0
"""The story of numbers and zones of tests/clients/README.md told by suds."""

import json
import sys
from typing import Any

from suds_port import Port, code, items, tag, text

enum_port, dns_port = Port("enum"), Port("dns")
enum, dns = enum_port.call, dns_port.call
tld, zone = f"{tag}.arpa", f"{tag}.example"


def servers(port: Port, *names: str) -> Any:
    """A StringArray."""
    return port.listed("StringArray", *names)


def number(**members: Any) -> Any:
    """The EnumNumber of the story."""
    return enum_port.make("EnumNumber", id=alice, **members)


def mapping(type_: str, mapto: str, **more: int) -> Any:
    """An EnumMapping."""
    return enum_port.make("EnumMapping", type=type_, mapto=mapto, **more)


def mappings(stored: Any) -> list[Any]:
    """The mappings of a number without their ids."""
    return [[text(each.type), text(each.mapto), each.ttl, each.priority] for each in items(stored.mappings)]


def record(stored: Any) -> list[Any]:
    """A record of either kind without its id."""
    return [text(stored.name), text(stored.type), text(stored.value), stored.priority, stored.ttl]


def numbers(mapto: str) -> dict[str, Any]:
    """What a search for a target finds; it names no scheme."""
    make = enum_port.make
    wanted = make("EnumNumberFilter", tld=tld, mapto=mapto, owner=0)
    found = enum.getNumbers(make("EnumNumberQuery", filter=wanted, range=make("Range", start=0, count=10)))
    return {"numbers": [text(each.id.number) for each in items(found.numbers)], "total": found.total}


def records(kind: str, start: int = 0, count: int = 10, **wanted: str) -> dict[str, Any]:
    """A page of the zone's records by type."""
    make = dns_port.make
    query = make(
        f"{kind}Query",
        filter=make("DnsRecordFilter", zone=zone, **wanted),
        orderBy=make("OrderBy", attribute="type", direction="ASC"),
        range=make("Range", start=start, count=count),
    )
    found = {"DnsRecord": dns.getRecords, "DnsFancyRecord": dns.getFancyRecords}[kind](query)
    return {"records": [record(each) for each in items(found.records)], "total": found.total}


told: dict[str, Any] = {}
alice = enum_port.make("EnumId", number="31208005101", tld=tld)
range_ = enum.addRange(
    enum_port.make(
        "EnumRange",
        id=enum_port.make("EnumRangeId", prefix="+31208005", tld=tld),
        ttl=600,
        minDigits=11,
        maxDigits=11,
        nameservers=servers(enum_port, "ns1.example.net", "ns2.example.net"),
        info="Müller & <Söhne>",
    )
)
told["range"] = {
    "id": {"prefix": text(range_.id.prefix), "tld": text(range_.id.tld)},
    "limits": [range_.ttl, range_.minDigits, range_.maxDigits, range_.size],
    "nameservers": [text(each) for each in items(range_.nameservers)],
    "info": text(range_.info),
}
sip = mapping("sip", "sip:alice@example.net", ttl=300, priority=10)
mail = mapping("mailto", "mailto:alice@example.net?subject=a&body=<b>")
given = number(info='Zoë "1" & <2>', mappings=enum_port.listed("EnumMappingArray", sip, mail))
told["added"] = mappings(enum.addNumber(given))
read = enum.getNumber(alice)
told["read"] = [{"number": text(read.id.number), "tld": text(read.id.tld)}, read.owner, text(read.info)]
first, second = items(read.mappings)
first.mapto, first.priority = "sip:alice@example.net;user=phone", 20
read.mappings = enum_port.listed("EnumMappingArray", first, mapping("tel", "tel:+31208005102"))
changed = enum.updateNumber(read)
told["changed"] = mappings(changed)
told["ids"] = [[first.id, second.id], [each.id for each in items(changed.mappings)]]
told["found"] = [numbers("nobody@example.net"), numbers("alice@%")]
emptied = enum.updateNumber(number(mappings=enum_port.listed("EnumMappingArray"), info=""))
told["emptied"] = [mappings(emptied), text(emptied.info)]
range_ = enum.updateRange(enum_port.make("EnumRange", id=range_.id, nameservers=servers(enum_port), size=100))
told["used"] = [items(range_.nameservers), range_.size, range_.used]
outside = enum_port.make("EnumNumber", id=enum_port.make("EnumId", number="49301234567", tld=tld))
told["refused"] = [code(enum.deleteRange, range_.id), code(enum.addNumber, outside)]
told["removed"] = [enum.deleteNumber(alice), code(enum.getNumber, alice), enum.deleteRange(range_.id)]

made = dns.addZone(
    dns_port.make(
        "DnsZone",
        name=zone,
        email=f"dns.admin@{zone}",
        nameservers=servers(dns_port, "ns1.example.net", "ns2.example.net"),
        info="Zoë's & <zone>",
    )
)
told["zone"] = {
    "name": text(made.name),
    "email": text(made.email),
    "nameservers": [text(each) for each in items(made.nameservers)],
    "timers": [made.ttl, made.minimum, made.retry, made.expire, made.refresh],
    "info": text(made.info),
}
wanted: list[dict[str, Any]] = [
    {"name": "www", "type": "A", "value": "192.0.2.10"},
    {"name": "", "type": "MX", "value": "mail", "priority": 10},
    {"name": "", "type": "NAPTR", "value": '10 100 "s" "SIP+D2T" "" _sip._tcp', "ttl": 600},
    {"name": "t", "type": "TXT", "value": 'say "hi" \\ done & <ü>'},
]
records_given = [dns_port.make("DnsRecord", zone=zone, **each) for each in wanted]
stored = [dns.addRecord(each) for each in records_given]
told["records"] = [record(each) for each in stored]
told["pages"] = [
    records("DnsRecord", name="nobody%"),
    records("DnsRecord", type="TXT"),
    records("DnsRecord", 1, 2),
]
mx = dns.getRecord(stored[1].id)
mx.priority, mx.value = 20, "mail2.example.net"
told["mx"] = [record(dns.updateRecord(mx)), record(dns.getRecord(mx.id))]
fancy = {"name": "go", "type": "URL", "value": "http://example.net/?a=1&b=2", "ttl": 300}
redirect = dns.addFancyRecord(dns_port.make("DnsFancyRecord", zone=zone, **fancy))
fancy = {"name": f"Info@{zone}", "type": "MBOXFW", "value": "zoe@example.net"}
alias = dns.addFancyRecord(dns_port.make("DnsFancyRecord", zone=zone, **fancy))
told["fancy"] = [record(redirect), record(alias), records("DnsFancyRecord", type="URL")]
redirect.value = "https://example.net/"
told["redirect"] = [record(dns.updateFancyRecord(redirect)), record(dns.getFancyRecord(redirect.id))]
again = dns_port.make("DnsZone", name=zone, nameservers=servers(dns_port, "ns1.example.net"))
told["conflicts"] = [
    code(dns.addZone, again),
    code(dns.addRecord, records_given[3]),
    code(dns.getRecord, redirect.id),
    code(dns.updateZone, dns_port.make("DnsZone", name=zone, nameservers=servers(dns_port))),
]
made = dns.getZone(zone)
made.email, made.nameservers = "", servers(dns_port, *items(made.nameservers)[1:])
made = dns.updateZone(made)
told["updated"] = [text(made.email), [text(each) for each in items(made.nameservers)], text(made.info)]
told["deleted"] = [dns.deleteFancyRecord(redirect.id), dns.deleteRecord(mx.id), dns.deleteZone(zone)]
told["left"] = records("DnsRecord")
json.dump(told, sys.stdout, ensure_ascii=False)
