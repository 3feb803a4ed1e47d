# SPDX-License-Identifier: Apache-2.0
"""The story of numbers and zones of tests/clients/README.md told by zeep."""

import json
import sys
from typing import Any

from zeep_port import Port, code, items, plain, tag

enum, dns = Port("enum").call, Port("dns").call
tld, zone = f"{tag}.arpa", f"{tag}.example"
ALICE = "31208005101"


def number(digits: str) -> dict[str, str]:
    """An EnumId."""
    return {"number": digits, "tld": tld}


def mappings(stored: Any) -> list[Any]:
    """The mappings of a number without their ids."""
    return [[each.type, each.mapto, each.ttl, each.priority] for each in items(stored.mappings)]


def record(stored: Any) -> list[Any]:
    """A record of either kind without its id."""
    return [stored.name, stored.type, stored.value, stored.priority, stored.ttl]


def numbers(mapto: str) -> dict[str, Any]:
    """What a search for a target finds; it names no scheme."""
    found = enum.getNumbers({"filter": {"tld": tld, "mapto": mapto, "owner": 0}, "range": {"start": 0, "count": 10}})
    return {"numbers": [each.id.number for each in items(found.numbers)], "total": found.total}


def records(operation: Any, start: int = 0, count: int = 10, **filter_: Any) -> dict[str, Any]:
    """A page of the zone's records by type."""
    order, slice_ = {"attribute": "type", "direction": "ASC"}, {"start": start, "count": count}
    found = operation({"filter": {"zone": zone, **filter_}, "orderBy": order, "range": slice_})
    return {"records": [record(each) for each in items(found.records)], "total": found.total}


told: dict[str, Any] = {}

range_ = enum.addRange(
    {
        "id": {"prefix": "+31208005", "tld": tld},
        "ttl": 600,
        "minDigits": 11,
        "maxDigits": 11,
        "nameservers": {"item": ["ns1.example.net", "ns2.example.net"]},
        "info": "Müller & <Söhne>",
    }
)
told["range"] = {
    "id": plain(range_.id),
    "limits": [range_.ttl, range_.minDigits, range_.maxDigits, range_.size],
    "nameservers": items(range_.nameservers),
    "info": range_.info,
}
told["added"] = mappings(
    enum.addNumber(
        {
            "id": number(ALICE),
            "info": 'Zoë "1" & <2>',
            "mappings": {
                "item": [
                    {"type": "sip", "mapto": "sip:alice@example.net", "ttl": 300, "priority": 10},
                    {"type": "mailto", "mapto": "mailto:alice@example.net?subject=a&body=<b>"},
                ]
            },
        }
    )
)
read = enum.getNumber(number(ALICE))
told["read"] = [plain(read.id), read.owner, read.info]
first, second = items(read.mappings)
first.mapto, first.priority = "sip:alice@example.net;user=phone", 20
read.mappings.item = [first, {"type": "tel", "mapto": "tel:+31208005102"}]
changed = enum.updateNumber(read)
told["changed"] = mappings(changed)
told["ids"] = [[first.id, second.id], [each.id for each in items(changed.mappings)]]
told["found"] = [numbers("nobody@example.net"), numbers("alice@%")]
emptied = enum.updateNumber({"id": number(ALICE), "mappings": {"item": []}, "info": ""})
told["emptied"] = [mappings(emptied), emptied.info or ""]
range_ = enum.updateRange({"id": range_.id, "nameservers": {"item": []}, "size": 100})
told["used"] = [items(range_.nameservers), range_.size, range_.used]
told["refused"] = [code(enum.deleteRange, range_.id), code(enum.addNumber, {"id": number("49301234567")})]
told["removed"] = [enum.deleteNumber(number(ALICE)), code(enum.getNumber, number(ALICE)), enum.deleteRange(range_.id)]

made = dns.addZone(
    {
        "name": zone,
        "email": f"dns.admin@{zone}",
        "nameservers": {"item": ["ns1.example.net", "ns2.example.net"]},
        "info": "Zoë's & <zone>",
    }
)
told["zone"] = {
    "name": made.name,
    "email": made.email,
    "nameservers": items(made.nameservers),
    "timers": [made.ttl, made.minimum, made.retry, made.expire, made.refresh],
    "info": made.info,
}
given: list[dict[str, Any]] = [
    {"zone": zone, "name": "www", "type": "A", "value": "192.0.2.10"},
    {"zone": zone, "name": "", "type": "MX", "value": "mail", "priority": 10},
    {"zone": zone, "name": "", "type": "NAPTR", "value": '10 100 "s" "SIP+D2T" "" _sip._tcp', "ttl": 600},
    {"zone": zone, "name": "t", "type": "TXT", "value": 'say "hi" \\ done & <ü>'},
]
stored = [dns.addRecord(each) for each in given]
told["records"] = [record(each) for each in stored]
told["pages"] = [
    records(dns.getRecords, name="nobody%"),
    records(dns.getRecords, type="TXT"),
    records(dns.getRecords, 1, 2),
]
mx = dns.getRecord(stored[1].id)
mx.priority, mx.value = 20, "mail2.example.net"
told["mx"] = [record(dns.updateRecord(mx)), record(dns.getRecord(mx.id))]
redirect = dns.addFancyRecord(
    {"zone": zone, "name": "go", "type": "URL", "value": "http://example.net/?a=1&b=2", "ttl": 300}
)
alias = dns.addFancyRecord({"zone": zone, "name": f"Info@{zone}", "type": "MBOXFW", "value": "zoe@example.net"})
told["fancy"] = [record(redirect), record(alias), records(dns.getFancyRecords, type="URL")]
redirect.value = "https://example.net/"
told["redirect"] = [record(dns.updateFancyRecord(redirect)), record(dns.getFancyRecord(redirect.id))]
told["conflicts"] = [
    code(dns.addZone, {"name": zone, "nameservers": {"item": ["ns1.example.net"]}}),
    code(dns.addRecord, given[3]),
    code(dns.getRecord, redirect.id),
    code(dns.updateZone, {"name": zone, "nameservers": {"item": []}}),
]
made = dns.getZone(zone)
made.email, made.nameservers.item = "", made.nameservers.item[1:]
made = dns.updateZone(made)
told["updated"] = [made.email, items(made.nameservers), made.info]
told["deleted"] = [dns.deleteFancyRecord(redirect.id), dns.deleteRecord(mx.id), dns.deleteZone(zone)]
told["left"] = records(dns.getRecords)
json.dump(told, sys.stdout, ensure_ascii=False)
