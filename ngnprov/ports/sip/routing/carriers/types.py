# SPDX-License-Identifier: Apache-2.0
"""Types of carriers (sip.md 4.5)."""

from ngnprov.soap.types import Id, Int, ListOf, OrderBy, Part, Range, Record, Text


class Carrier(Record):
    """A carrier; its gateways, rules and routes belong to its ``reseller`` too."""

    id = Id()
    name = Text(255)
    reseller = Id()
    changeDate = Text(64)


class CarrierFilter(Record):
    """What getCarriers filters by."""

    id = Id()
    reseller = Id()
    name = Text(1024)


class CarrierQuery(Record):
    """Filter, order and slice of a list of carriers."""

    filter = Part(CarrierFilter)
    orderBy = Part(OrderBy)
    range = Part(Range)


class CarrierPage(Record):
    """A slice of carriers, and how many match in all."""

    carriers = ListOf(Carrier)
    total = Int(0)
