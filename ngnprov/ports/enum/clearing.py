# SPDX-License-Identifier: Apache-2.0
"""Removing what a customer has in EnumPort: numbers, then ranges, the inner ones before those around them."""

from ngnprov.calls.call import Call
from ngnprov.db.unit import Unit
from ngnprov.ports.enum.numbers import service as numbers
from ngnprov.ports.enum.numbers import store as number_store
from ngnprov.ports.enum.ranges import service as ranges
from ngnprov.ports.enum.ranges import store as range_store


def clear(call: Call, customer: int, most: int) -> int:
    """Remove at most so many (:data:`~ngnprov.calls.port.Clear`)."""
    if found := number_store.first_ids_of(call.unit, customer, most):
        for tld, number in found:
            numbers.delete_number(call, {"number": number, "tld": tld})
    elif found := range_store.first_ids_of(call.unit, customer, most):
        for tld, prefix in sorted(found, reverse=True):
            ranges.delete_range(call, {"prefix": prefix, "tld": tld})
    return len(found)


def clearable(unit: Unit, customer: int) -> dict[str, int]:
    """How many records there are of the kinds that :func:`clear` removes."""
    return {
        "ENUM numbers": number_store.count_held(unit, customer),
        "ENUM ranges": range_store.count_held(unit, customer),
    }
