# SPDX-License-Identifier: Apache-2.0
"""Telephone numbers on the wire (pbx.md 1)."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import (
    CustomerLimit,
    CustomerUnknown,
    InvalidValue,
    MissingInput,
    NotAuthorized,
    ResellerLimit,
    Terminated,
)
from ngnprov.ports.enum.errors import RangeFull
from ngnprov.ports.pbx.errors import (
    BlockedFromAbove,
    ExtensionUnknown,
    NoPilot,
    NotPbx,
    NumberNotHeld,
    NumberTaken,
    Referred,
)
from ngnprov.ports.pbx.numbers import assigning, inventory
from ngnprov.ports.pbx.numbers.types import E164, NumberAssignment, NumberHolding, NumberPage, NumberQuery
from ngnprov.ports.pbx.numbers.wire import (
    NumberAssignmentAnswer,
    NumberHoldingAnswer,
    NumberPageAnswer,
    NumberQueryFields,
)
from ngnprov.ports.pbx.permissions import ASSIGN_NUMBERS, MANAGE_NUMBERS, READ_EXTENSIONS
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id, ListOf, Text

_CALLED = Text(32, example="101")
"""The number of an extension, or its account id."""
_assigning = partial(
    operation,
    *(Id(), _CALLED, E164),
    returns=NumberAssignment,
    may=ASSIGN_NUMBERS,
    versioned="pbx_extensions",
    optional=("number",),
)
_IN_PBX = (MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated)
_OF_EXTENSION = (*_IN_PBX, ExtensionUnknown, NoPilot, BlockedFromAbove, NumberNotHeld, NumberTaken)


class PbxNumbers(PortService):
    """Telephone numbers: who holds them, and to which extension each leads."""

    @operation(
        *(Id(), ListOf(E164)),
        returns=ListOf(NumberAssignment),
        may=MANAGE_NUMBERS,
        faults=(*_IN_PBX, NotAuthorized, NumberTaken),
    )
    def addNumbers(call: Call, customer: int, numbers: Sequence[str]) -> list[NumberAssignmentAnswer]:
        """Let a customer hold numbers, or a reseller for its customers; all of them or none. A reseller's own go to its
        customer."""
        return inventory.add_numbers(call, customer, numbers)

    @operation(
        *(Id(), E164),
        returns=NumberAssignment,
        may=MANAGE_NUMBERS,
        faults=(MissingInput, InvalidValue, CustomerUnknown, NumberNotHeld, Referred, BlockedFromAbove),
    )
    def releaseNumber(call: Call, customer: int, number: str) -> NumberAssignmentAnswer:
        """Let a customer or reseller hold a number no more; others are kept from it for a while."""
        return inventory.release_number(call, customer, number)

    @listing(NumberQuery, returns=NumberPage, may=READ_EXTENSIONS)
    def getNumbers(call: Call, query: NumberQueryFields | None) -> NumberPageAnswer:
        """Numbers that are held, or kept from others: a slice of them, and how many there are in all."""
        return inventory.get_numbers(call, query or {})

    @reading(E164, returns=ListOf(NumberHolding), may=READ_EXTENSIONS, faults=(InvalidValue,))
    def getNumberHistory(call: Call, number: str) -> list[NumberHoldingAnswer]:
        """Who held a number from when until when; each caller sees those in its scope."""
        return inventory.get_number_history(call, number)

    @_assigning(faults=(*_OF_EXTENSION, RangeFull, CustomerLimit, ResellerLimit))
    def assignNumber(call: Call, customer: int, number: str | None, e164: str) -> NumberAssignmentAnswer:
        """Let calls to a number of the customer's go to an extension, by its number or account id; without one the pilot."""
        return assigning.assign_number(call, customer, number or "", e164)

    @_assigning(faults=_OF_EXTENSION)
    def unassignNumber(call: Call, customer: int, number: str | None, e164: str) -> NumberAssignmentAnswer:
        """Let calls to a number of an extension go to the pilot again; those to one of the pilot's go nowhere then."""
        return assigning.unassign_number(call, customer, number or "", e164)
