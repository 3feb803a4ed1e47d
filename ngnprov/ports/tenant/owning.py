# SPDX-License-Identifier: Apache-2.0
"""Whose contacts and billing profiles are, always a reseller's; and which numbers they have."""

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db.ledgers import sequences
from ngnprov.ports.customer import tenancy


def find_reseller(call: Call, named: int, field: str) -> int:
    """The reseller that is named, held until the unit ends; the caller's own when none is, which an administrator has not.

    Raises MissingInput, InvalidValue (none in scope, or not a reseller), NotAuthorized.
    """
    return tenancy.find_reseller(call, required(named or call.actor.reseller, field), field)


def new_number(call: Call, kind: str, given: int) -> int:
    """The number of a new record: the next one, but in an undo that which it had, as tenants name it."""
    return given if call.reverts is not None and given else sequences.take(call.unit, kind)
