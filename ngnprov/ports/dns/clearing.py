# SPDX-License-Identifier: Apache-2.0
"""Removing what a customer has in DnsPort: zones, with all their records."""

from ngnprov.calls.call import Call
from ngnprov.db.unit import Unit
from ngnprov.ports.dns.zones import service, store


def clear(call: Call, customer: int, most: int) -> int:
    """Remove at most so many (:data:`~ngnprov.calls.port.Clear`)."""
    found = store.names_of(call.unit, customer, most)
    for (name,) in found:
        service.delete_zone(call, name)
    return len(found)


def clearable(unit: Unit, customer: int) -> dict[str, int]:
    """How many records there are of the kinds that :func:`clear` removes."""
    return {
        "DNS zones": store.count_held(unit, customer),
    }
