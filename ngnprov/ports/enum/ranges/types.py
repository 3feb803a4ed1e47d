# SPDX-License-Identifier: Apache-2.0
"""Types of ENUM ranges, members in the contract's order (enum.md 2)."""

from ngnprov.ports.enum import names
from ngnprov.soap.types import Id, Int, ListOf, Part, Record, Text, page_of, query_of


class EnumRangeId(Record):
    """What a range is called: the first digits of its numbers, and the tree they are in."""

    prefix = Text(32)
    tld = Text(255)


class EnumRange(Record):
    """A range of numbers, which is a DNS zone. ``used`` and ``serial`` are the server's; a limit of 0 is no limit."""

    id = Part(EnumRangeId)
    ttl = Int(0)
    minDigits = maxDigits = Int(0, names.LONGEST_NUMBER)
    size = Int(0)
    nameservers = ListOf(Text(255))
    used = Int()
    serial = Int()
    customer = reseller = Id()
    changeDate = Text(64)
    info = Text(names.LONGEST_INFO)


class EnumRangeFilter(Record):
    """What getRanges filters by."""

    prefix = tld = info = Text(1024)
    customer = reseller = Id()


EnumRangeQuery = query_of("EnumRangeQuery", "ENUM ranges", EnumRangeFilter)
EnumRangePage = page_of("EnumRangePage", "ENUM ranges", ranges=EnumRange)
