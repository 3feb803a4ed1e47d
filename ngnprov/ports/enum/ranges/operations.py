# SPDX-License-Identifier: Apache-2.0
"""ENUM ranges on the wire (enum.md 3)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, CustomerUnknown, InvalidValue, MissingInput, ResellerLimit
from ngnprov.ports.enum.errors import RangeExists, RangeInUse, RangeUnknown
from ngnprov.ports.enum.permissions import READ, WRITE
from ngnprov.ports.enum.ranges import service
from ngnprov.ports.enum.ranges.types import EnumRange, EnumRangeId, EnumRangePage, EnumRangeQuery
from ngnprov.ports.enum.ranges.wire import (
    EnumRangeAnswer,
    EnumRangeFields,
    EnumRangeIdFields,
    EnumRangePageAnswer,
    EnumRangeQueryFields,
)
from ngnprov.soap.port_service import PortService, listing, operation

_INPUT = (MissingInput, InvalidValue, CustomerUnknown, CustomerLimit, ResellerLimit)
_changing = partial(operation, may=WRITE, versioned="enum_ranges")


class EnumRanges(PortService):
    """Ranges: each is a zone of numbers that belongs to a customer, and its numbers with it."""

    @_changing(EnumRange, returns=EnumRange, faults=(*_INPUT, RangeExists))
    def addRange(call: Call, range: EnumRangeFields) -> EnumRangeAnswer:
        """Create a range for the customer named, else for the caller's; answers the stored range."""
        return service.add_range(call, range)

    @_changing(EnumRange, returns=EnumRange, faults=(*_INPUT, RangeUnknown))
    def updateRange(call: Call, range: EnumRangeFields) -> EnumRangeAnswer:
        """Change the members given; with another customer all numbers of the range move along. Answers the stored range."""
        return service.update_range(call, range)

    @_changing(EnumRangeId, faults=(MissingInput, RangeUnknown, RangeInUse))
    def deleteRange(call: Call, range: EnumRangeIdFields) -> None:
        """Remove a range that has no numbers."""
        service.delete_range(call, range)

    @listing(EnumRangeQuery, returns=EnumRangePage, may=READ)
    def getRanges(call: Call, query: EnumRangeQueryFields | None) -> EnumRangePageAnswer:
        """Ranges that match: a slice of them, and how many there are in all."""
        return service.get_ranges(call, query or {})
