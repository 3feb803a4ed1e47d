# SPDX-License-Identifier: Apache-2.0
"""Types of carriers (sip.md 4.5)."""

from ngnprov.soap.types import Id, Record, Text, page_of, query_of


class Carrier(Record):
    """A carrier; its gateways, rules and routes belong to its ``reseller`` too."""

    id = Id()
    name = Text(255)
    reseller = Id()
    changeDate = Text(64)


class CarrierFilter(Record):
    """What getCarriers filters by."""

    id = reseller = Id()
    name = Text(1024)


CarrierQuery = query_of("CarrierQuery", "carriers", CarrierFilter)
CarrierPage = page_of("CarrierPage", "carriers", carriers=Carrier)
