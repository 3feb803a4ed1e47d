# SPDX-License-Identifier: Apache-2.0
"""To whom zones belong: their members ``customer`` and ``reseller`` (dns.md Z8, Z9, 7)."""

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

    A customer's own zones are his whatever he names, as are the reseller's for a reseller: imported files hold the ids of
    another server. Raises CustomerUnknown, InvalidValue (reseller), NotAuthorized.
    """
    customer, reseller = new.get("customer", 0), new.get("reseller", 0)
    if call.actor.level is Level.CUSTOMER:
        customer = 0
    if not customer and call.actor.is_admin:
        customer = reseller
    return _owner(call, customer, 0, reseller)


def new_owner(call: Call, given: Members, present: Owner) -> Owner | None:
    """To whom a zone goes; None when it stays. 0 keeps; only an administrator names another reseller.

    Raises CustomerUnknown, InvalidValue (reseller).
    """
    customer = given.get("customer", 0) or present.customer
    reseller = given.get("reseller", 0) or present.reseller
    if call.actor.level < Level.RESELLER or (customer == present.customer and reseller == present.reseller):
        return None
    if customer == present.customer:
        if not call.actor.is_admin:
            return None
        customer = reseller
    return _owner(call, customer, present.reseller, reseller)


def _owner(call: Call, customer: int, kept: int, reseller: int) -> Owner:
    """``kept`` is the reseller that need not fit: a form sends it beside a new customer."""
    try:
        owner = customers.owner_of_new(call, customer, "zone.customer")
    except InvalidValue as refusal:
        raise CustomerUnknown(refusal.text, field="zone.customer") from None
    if call.actor.is_admin and reseller not in (0, kept, owner.reseller):
        raise InvalidValue("is not the reseller of that customer", field="zone.reseller")
    return owner
