# SPDX-License-Identifier: Apache-2.0
"""The story of numbers and zones of tests/clients/README.md told by xsdata."""

import json
import sys
from typing import Any

from xsdata_port import Port, code, plain, tag

enum, dns = Port("enum"), Port("dns")
tld, zone = f"{tag}.arpa", f"{tag}.example"


def servers(port: Port, *names: str) -> Any:
    """A StringArray."""
    return port.types.StringArray(item=list(names))


def number(**members: Any) -> Any:
    """The EnumNumber of the story."""
    return enum.types.EnumNumber(id=alice, **members)


def mappings(stored: Any) -> list[Any]:
    """The mappings of a number without their ids."""
    return [[each.type_value, each.mapto, each.ttl, each.priority] for each in stored.mappings.item]


def mapping_list(*items: Any) -> Any:
    """An EnumMappingArray."""
    return enum.types.EnumMappingArray(item=list(items))


def record(stored: Any) -> list[Any]:
    """A record of either kind without its id."""
    return [stored.name, stored.type_value, stored.value, stored.priority, stored.ttl]


def numbers(mapto: str) -> dict[str, Any]:
    """What a search for a target finds; it names no scheme."""
    wanted = enum.types.EnumNumberFilter(tld=tld, mapto=mapto, owner=0)
    range_ = enum.types.Range(start=0, count=10)
    found = enum.call("get_numbers", query=enum.types.EnumNumberQuery(filter=wanted, range=range_))
    return {"numbers": [each.id.number for each in found.numbers.item], "total": found.total}


def records(kind: str = "DnsRecord", start: int = 0, count: int = 10, **wanted: str) -> dict[str, Any]:
    """A page of the zone's records by type."""
    types = dns.types
    query = getattr(types, f"{kind}Query")(
        filter=types.DnsRecordFilter(zone=zone, **wanted),
        order_by=types.OrderBy(attribute="type", direction="ASC"),
        range=types.Range(start=start, count=count),
    )
    found = dns.call({"DnsRecord": "get_records", "DnsFancyRecord": "get_fancy_records"}[kind], query=query)
    return {"records": [record(each) for each in found.records.item], "total": found.total}


told: dict[str, Any] = {}
alice = enum.types.EnumId(number="31208005101", tld=tld)
given = enum.types.EnumRange(
    id=enum.types.EnumRangeId(prefix="+31208005", tld=tld),
    ttl=600,
    min_digits=11,
    max_digits=11,
    nameservers=servers(enum, "ns1.example.net", "ns2.example.net"),
    info="Müller & <Söhne>",
)
range_ = enum.call("add_range", range=given)
told["range"] = {
    "id": plain(range_.id),
    "limits": [range_.ttl, range_.min_digits, range_.max_digits, range_.size],
    "nameservers": range_.nameservers.item,
    "info": range_.info,
}
mapping = enum.types.EnumMapping
both = mapping_list(
    mapping(type_value="sip", mapto="sip:alice@example.net", ttl=300, priority=10),
    mapping(type_value="mailto", mapto="mailto:alice@example.net?subject=a&body=<b>"),
)
told["added"] = mappings(enum.call("add_number", number=number(info='Zoë "1" & <2>', mappings=both)))
read = enum.call("get_number", enum_id=alice)
told["read"] = [plain(read.id), read.owner, read.info]
first, second = read.mappings.item
first.mapto, first.priority = "sip:alice@example.net;user=phone", 20
read.mappings = mapping_list(first, mapping(type_value="tel", mapto="tel:+31208005102"))
changed = enum.call("update_number", number=read)
told["changed"] = mappings(changed)
told["ids"] = [[first.id, second.id], [each.id for each in changed.mappings.item]]
told["found"] = [numbers("nobody@example.net"), numbers("alice@%")]
emptied = enum.call("update_number", number=number(mappings=mapping_list(), info=""))
told["emptied"] = [mappings(emptied), emptied.info]
range_ = enum.call("update_range", range=enum.types.EnumRange(id=range_.id, nameservers=servers(enum), size=100))
told["used"] = [range_.nameservers.item, range_.size, range_.used]
outside = enum.types.EnumNumber(id=enum.types.EnumId(number="49301234567", tld=tld))
told["refused"] = [
    code(lambda: enum.call("delete_range", range=range_.id)),
    code(lambda: enum.call("add_number", number=outside)),
]
told["removed"] = [
    enum.call("delete_number", enum_id=alice),
    code(lambda: enum.call("get_number", enum_id=alice)),
    enum.call("delete_range", range=range_.id),
]

made = dns.types.DnsZone(
    name=zone,
    email=f"dns.admin@{zone}",
    nameservers=servers(dns, "ns1.example.net", "ns2.example.net"),
    info="Zoë's & <zone>",
)
made = dns.call("add_zone", zone=made)
told["zone"] = {
    "name": made.name,
    "email": made.email,
    "nameservers": made.nameservers.item,
    "timers": [made.ttl, made.minimum, made.retry, made.expire, made.refresh],
    "info": made.info,
}
records_given = [
    dns.types.DnsRecord(zone=zone, name="www", type_value="A", value="192.0.2.10"),
    dns.types.DnsRecord(zone=zone, name="", type_value="MX", value="mail", priority=10),
    dns.types.DnsRecord(zone=zone, name="", type_value="NAPTR", value='10 100 "s" "SIP+D2T" "" _sip._tcp', ttl=600),
    dns.types.DnsRecord(zone=zone, name="t", type_value="TXT", value='say "hi" \\ done & <ü>'),
]
stored = [dns.call("add_record", record=each) for each in records_given]
told["records"] = [record(each) for each in stored]
told["pages"] = [records(name="nobody%"), records(type_value="TXT"), records("DnsRecord", 1, 2)]
mx = dns.call("get_record", record_id=stored[1].id)
mx.priority, mx.value = 20, "mail2.example.net"
told["mx"] = [record(dns.call("update_record", record=mx)), record(dns.call("get_record", record_id=mx.id))]
fancy = dns.types.DnsFancyRecord
go = fancy(zone=zone, name="go", type_value="URL", value="http://example.net/?a=1&b=2", ttl=300)
info = fancy(zone=zone, name=f"Info@{zone}", type_value="MBOXFW", value="zoe@example.net")
redirect, alias = dns.call("add_fancy_record", record=go), dns.call("add_fancy_record", record=info)
told["fancy"] = [record(redirect), record(alias), records("DnsFancyRecord", type_value="URL")]
redirect.value = "https://example.net/"
told["redirect"] = [
    record(dns.call("update_fancy_record", record=redirect)),
    record(dns.call("get_fancy_record", record_id=redirect.id)),
]
again = dns.types.DnsZone(name=zone, nameservers=servers(dns, "ns1.example.net"))
told["conflicts"] = [
    code(lambda: dns.call("add_zone", zone=again)),
    code(lambda: dns.call("add_record", record=records_given[3])),
    code(lambda: dns.call("get_record", record_id=redirect.id)),
    code(lambda: dns.call("update_zone", zone=dns.types.DnsZone(name=zone, nameservers=servers(dns)))),
]
made = dns.call("get_zone", zone=zone)
made.email, made.nameservers = "", servers(dns, *made.nameservers.item[1:])
made = dns.call("update_zone", zone=made)
told["updated"] = [made.email, made.nameservers.item, made.info]
told["deleted"] = [
    dns.call("delete_fancy_record", record_id=redirect.id),
    dns.call("delete_record", record_id=mx.id),
    dns.call("delete_zone", zone=zone),
]
told["left"] = records()
json.dump(told, sys.stdout, ensure_ascii=False)
