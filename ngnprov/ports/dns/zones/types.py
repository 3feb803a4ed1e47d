# SPDX-License-Identifier: Apache-2.0
"""Types of DNS zones (dns.md 2)."""

from spyne import Integer

from ngnprov.soap.types import Id, Int, ListOf, Record, Text, page_of, query_of

LONGEST_NAME = 255

_Serial = Integer(ge=-(2**63), le=2**63, min_occurs=0, nillable=False)
"""Set by the server alone: to what another one counted must not stop an import (Z6)."""


class DnsZone(Record):
    """A zone; ``customer`` and ``reseller`` are inherited by its records. Times in seconds (RFC 1035 3.3.13)."""

    name = Text(LONGEST_NAME)
    email = Text(LONGEST_NAME)
    nameservers = ListOf(Text(LONGEST_NAME))
    ttl = minimum = retry = expire = refresh = Int(0)
    serial = _Serial
    info = Text(4096)
    customer = reseller = Id()
    changeDate = Text(64)


class DnsZoneFilter(Record):
    """What getZones filters by."""

    name = info = Text(1024)
    customer = reseller = Id()


DnsZoneQuery = query_of("DnsZoneQuery", "zones", DnsZoneFilter)
DnsZonePage = page_of("DnsZonePage", "zones", zones=DnsZone)
