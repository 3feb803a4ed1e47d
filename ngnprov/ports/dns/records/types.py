# SPDX-License-Identifier: Apache-2.0
"""Types of DNS records (dns.md 2)."""

from ngnprov.soap.types import Id, Int, Record, Text, page_of, query_of

LONGEST_NAME = 255
LONGEST_VALUE = 65535


class DnsRecord(Record):
    """A record; ``customer`` and ``reseller`` are those of its zone. ``name`` is answered in full, without trailing dot."""

    id = Id()
    name = zone = Text(LONGEST_NAME)
    type = Text(32)
    value = Text(LONGEST_VALUE)
    priority = Int()
    ttl = Int(0)
    owner = customer = reseller = Id()
    changeDate = Text(64)


class DnsRecordFilter(Record):
    """What getRecords and getFancyRecords filter by."""

    id = Id()
    zone = name = type = value = Text(1024)
    owner = customer = reseller = Id()


DnsRecordQuery = query_of("DnsRecordQuery", "records", DnsRecordFilter)
DnsRecordPage = page_of("DnsRecordPage", "records", records=DnsRecord)
