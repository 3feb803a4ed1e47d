# SPDX-License-Identifier: Apache-2.0
"""To whom ranges belong: their members ``customer`` and ``reseller`` (enum.md R12, R14)."""

from collections.abc import Mapping
from typing import Any

from ngnprov.auth.actor import Level
from ngnprov.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue
from ngnprov.ports.customer import service as customers
from ngnprov.ports.customer.service import Owner

Members = Mapping[str, Any]


def owner_of_new(call: Call, new: Members) -> Owner:
    """The customer named, for an administrator else the reseller named; 0 and 0 name the caller.

    What a customer names is not looked at, nor the reseller that a reseller names. Raises CustomerUnknown, InvalidValue (not
    the reseller of that customer), NotAuthorized.
    """
    customer, reseller = new.get("customer", 0), new.get("reseller", 0)
    if call.actor.level is Level.CUSTOMER:
        customer = 0
    elif not customer and call.actor.is_admin:
        customer = reseller
    owner = _entry(call, customer)
    if reseller not in (0, owner.reseller) and call.actor.is_admin:
        raise _not_its_reseller()
    return owner


def new_owner(call: Call, given: Members, present: Owner) -> Owner | None:
    """To whom a range goes; None when it stays. 0 keeps, customers keep, only an administrator names another reseller.

    Raises CustomerUnknown, InvalidValue.
    """
    customer = given.get("customer", 0) or present.customer
    reseller = given.get("reseller", 0) or present.reseller
    if call.actor.level < Level.RESELLER or (customer, reseller) == (present.customer, present.reseller):
        return None
    if customer == present.customer:
        if not call.actor.is_admin:
            return None
        customer = reseller
    owner = _entry(call, customer)
    if call.actor.is_admin and reseller not in (present.reseller, owner.reseller):
        raise _not_its_reseller()
    return owner


def _entry(call: Call, customer: int) -> Owner:
    try:
        return customers.owner_of_new(call, customer, "range.customer")
    except InvalidValue as refusal:
        raise CustomerUnknown(refusal.text, field=refusal.field) from None


def _not_its_reseller() -> InvalidValue:
    return InvalidValue("is not the reseller of that customer", field="range.reseller")
