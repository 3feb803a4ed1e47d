# SPDX-License-Identifier: Apache-2.0
"""Types of ENUM numbers, members in the contract's order (enum.md 2)."""

from ngnprov.ports.enum import names
from ngnprov.ports.enum.mappings.types import EnumMapping
from ngnprov.soap.types import Id, ListOf, Part, Record, Text, page_of, query_of


class EnumId(Record):
    """What a number is called: all its digits, and the tree it is in."""

    number = Text(32)
    tld = Text(255)


class EnumNumber(Record):
    """A number and its mappings; ``customer`` and ``reseller`` are those of its range."""

    id = Part(EnumId)
    mappings = ListOf(EnumMapping)
    owner = Id()
    info = Text(names.LONGEST_INFO)
    customer = reseller = Id()
    changeDate = Text(64)


class EnumNumberFilter(Record):
    """What getNumbers filters by; ``type`` and ``mapto`` must hold for one mapping."""

    number = tld = type = mapto = Text(1024)
    owner = customer = reseller = Id()


EnumNumberQuery = query_of("EnumNumberQuery", "ENUM numbers", EnumNumberFilter)
EnumNumberPage = page_of("EnumNumberPage", "ENUM numbers", numbers=EnumNumber)
