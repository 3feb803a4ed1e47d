# SPDX-License-Identifier: Apache-2.0
"""Types of fancy records (dns.md 2)."""

from ngnprov.ports.dns.records.types import LONGEST_NAME, DnsRecordFilter
from ngnprov.soap.types import Id, Int, Record, Text, page_of, query_of

LONGEST_MAILBOX = 64 + 1 + LONGEST_NAME
LONGEST_VALUE = 2048


class DnsFancyRecord(Record):
    """An e-mail alias (type ``MBOXFW``) or a URL redirect (``URL``); ``customer`` and ``reseller`` are those of its zone."""

    id = Id()
    name = Text(LONGEST_MAILBOX)
    zone = Text(LONGEST_NAME)
    type = Text(32)
    value = Text(LONGEST_VALUE)
    priority = Int()
    ttl = Int(0)
    owner = customer = reseller = Id()
    changeDate = Text(64)


DnsFancyRecordQuery = query_of("DnsFancyRecordQuery", "fancy records", DnsRecordFilter)
DnsFancyRecordPage = page_of("DnsFancyRecordPage", "fancy records", records=DnsFancyRecord)
