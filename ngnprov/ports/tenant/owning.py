# SPDX-License-Identifier: Apache-2.0
"""Whose records are: contacts and billing profiles a reseller's, users and connections a customer's; and their numbers."""

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db.ledgers import sequences
from ngnprov.errors import CustomerUnknown
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.tenant.profiles.lookup import PROFILES, require_not_terminated


def find_reseller(call: Call, named: int, field: str) -> int:
    """The reseller that is named, held until the unit ends; the caller's own when none is, which an administrator has not.

    Raises MissingInput, InvalidValue (none in scope, or not a reseller), NotAuthorized.
    """
    return tenancy.find_reseller(call, required(named or call.actor.reseller, field), field)


def lock_customer(call: Call, named: int, field: str) -> int:
    """The customer in scope that is named, held until the unit ends, as one that gets something.

    Raises MissingInput, CustomerUnknown, Terminated, NotAuthorized (inactive reseller).
    """
    owner = tenancy.find_tenancy(call, required(named, field), field, CustomerUnknown)
    entitlements.claim(call, owner.customer, owner.reseller, {})
    profile = PROFILES.records.lock_any(call.unit, owner.customer)
    if profile is not None:
        require_not_terminated(call, profile, field)
    return owner.customer


def new_number(call: Call, kind: str, given: int) -> int:
    """The number of a new record: the next one, but in an undo that which it had, as others may name it."""
    return given if call.reverts is not None and given else sequences.take(call.unit, kind)
