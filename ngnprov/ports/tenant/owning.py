# SPDX-License-Identifier: Apache-2.0
"""Whose records are: contacts and billing profiles a reseller's, users and connections a customer's; and their numbers."""

import hashlib
import json
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db.ledgers import entries, sequences
from ngnprov.db.unit import Unit
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


def owned(records: Any, call: Call, id: int, reseller: int, field: str) -> Any:
    """A record of a reseller, held; one of another is as good as none, and refused as ``records`` refuse that."""
    found = records.lock(call, id, field=field)
    if found.reseller != reseller:
        raise records.unknown(field=field)
    return found


def digest_of_quote(unit: Unit, customer: int, quoted: Any) -> str:
    """Of what was quoted of a customer, and of the last change of anything of it: another one when either has changed."""
    told = json.dumps([customer, entries.latest_change_of(unit, customer), quoted])
    return hashlib.sha256(told.encode()).hexdigest()
