# SPDX-License-Identifier: Apache-2.0
"""Types of routes (sip.md 4.5)."""

from ngnprov.soap.types import Id, Int, Record, Text, page_of, query_of


class Route(Record):
    """Which carrier takes calls to numbers that begin with ``prefix``, from ``originator`` or, when it is empty, anybody.

    The longest prefix decides, then ``priority``: of the routes of one prefix the one with the lowest number is tried first,
    the next when it fails. A projection for a proxy that takes the highest first inverts it (S-C). ``carrier`` and
    ``reseller`` are the carrier's and only read.
    """

    id = carrier_id = Id()
    carrier = Text(255)
    prefix = Text(64)
    originator = Text(255)
    priority = Int()
    reseller = Id()
    changeDate = Text(64)


class RouteFilter(Record):
    """What getRoutes filters by."""

    prefix = Text(1024)
    carrier_id = reseller = id = Id()


RouteQuery = query_of("RouteQuery", "routes", RouteFilter)
RoutePage = page_of("RoutePage", "routes", routes=Route)
