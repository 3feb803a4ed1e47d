# SPDX-License-Identifier: Apache-2.0
"""To whom domains and trusted peers belong: their members ``customer`` and ``reseller`` (sip.md 5.1, 5.15)."""

from collections.abc import Mapping
from typing import Any

from ngnprov.auth.actor import Level
from ngnprov.call import Call
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.customer import service as customers
from ngnprov.ports.customer.service import Owner

Members = Mapping[str, Any]


def owner_of_new(call: Call, new: Members, path: str) -> Owner:
    """The customer named, for an administrator else the reseller named; the reseller follows the customer.

    0 and 0 name the caller. ``path`` is the record's on the wire. Raises InvalidValue, NotAuthorized.
    """
    customer, reseller = new.get("customer", 0), new.get("reseller", 0)
    if not customer and reseller and call.actor.is_admin:
        customer = reseller
    owner = customers.owner_of_new(call, customer, f"{path}.customer")
    if reseller not in (0, owner.reseller) and call.actor.is_admin:
        raise InvalidValue("is not the reseller of that customer", field=f"{path}.reseller")
    return owner


def new_owner(call: Call, given: Members, present: Owner, path: str) -> Owner | None:
    """To whom a record goes; None when it stays. 0 keeps; only an administrator names another reseller.

    A customer's page sends the record as it is; what it names else stays silently. Raises InvalidValue, NotAuthorized.
    """
    customer = given.get("customer", 0) or present.customer
    reseller = given.get("reseller", 0) or present.reseller
    if customer == present.customer and reseller == present.reseller:
        return None
    if call.actor.level < Level.RESELLER:
        if call.actor.administrator and customer != present.customer:
            raise NotAuthorized("is not in the scope of the impersonated customer", field=f"{path}.customer")
        return None
    if customer == present.customer:
        if not call.actor.is_admin:
            return None
        customer = reseller
    owner = customers.owner_of_new(call, customer, f"{path}.customer")
    if call.actor.is_admin and reseller not in (present.reseller, owner.reseller):
        raise InvalidValue("is not the reseller of that customer", field=f"{path}.reseller")
    return owner
