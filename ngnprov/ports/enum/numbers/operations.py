# SPDX-License-Identifier: Apache-2.0
"""ENUM numbers on the wire (enum.md 3)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, CustomerUnknown, InvalidValue, MissingInput, ResellerLimit
from ngnprov.ports.enum.errors import NumberExists, NumberInUse, NumberUnknown, RangeFull, RangeUnknown
from ngnprov.ports.enum.numbers import service
from ngnprov.ports.enum.numbers.types import EnumId, EnumNumber, EnumNumberPage, EnumNumberQuery
from ngnprov.ports.enum.numbers.wire import (
    EnumIdFields,
    EnumNumberAnswer,
    EnumNumberFields,
    EnumNumberPageAnswer,
    EnumNumberQueryFields,
)
from ngnprov.ports.enum.permissions import READ, WRITE
from ngnprov.soap.port_service import PortService, listing, operation, reading

_INPUT = (MissingInput, InvalidValue, CustomerUnknown)
_changing = partial(operation, may=WRITE, versioned="enum_numbers")
_reading = partial(reading, may=READ, versioned="enum_numbers")


class EnumNumbers(PortService):
    """Numbers with what they lead to: each lies in the longest range that covers it."""

    @_changing(
        EnumNumber,
        returns=EnumNumber,
        faults=(*_INPUT, RangeUnknown, NumberExists, RangeFull, CustomerLimit, ResellerLimit),
    )
    def addNumber(call: Call, number: EnumNumberFields) -> EnumNumberAnswer:
        """Create a number in a range that covers it; answers the stored number."""
        return service.add_number(call, number)

    @_changing(EnumNumber, returns=EnumNumber, faults=(*_INPUT, NumberUnknown, NumberInUse))
    def updateNumber(call: Call, number: EnumNumberFields) -> EnumNumberAnswer:
        """Change the members given; a list of mappings replaces the present one. Answers the stored number."""
        return service.update_number(call, number)

    @_changing(EnumId, faults=(MissingInput, NumberUnknown, NumberInUse))
    def deleteNumber(call: Call, enumId: EnumIdFields) -> None:
        """Remove a number with all its mappings."""
        service.delete_number(call, enumId)

    @_reading(EnumId, returns=EnumNumber, faults=(MissingInput, NumberUnknown))
    def getNumber(call: Call, enumId: EnumIdFields) -> EnumNumberAnswer:
        """One number with its mappings."""
        return service.get_number(call, enumId)

    @listing(EnumNumberQuery, returns=EnumNumberPage, may=READ)
    def getNumbers(call: Call, query: EnumNumberQueryFields | None) -> EnumNumberPageAnswer:
        """Numbers that match, each with all its mappings: a slice of them, and how many there are in all."""
        return service.get_numbers(call, query or {})
