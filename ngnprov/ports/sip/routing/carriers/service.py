# SPDX-License-Identifier: Apache-2.0
"""The rules of carriers (sip.md 5.15): each belongs to a reseller, and all that hangs on it with it."""

from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import find_reseller
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import CarrierExists, CarrierInUse, CarrierUnknown
from ngnprov.ports.sip.routing.carriers import store
from ngnprov.ports.sip.routing.carriers.store import Carrier
from ngnprov.ports.sip.routing.carriers.wire import CarrierAnswer, CarrierFields, CarrierPageAnswer, CarrierQueryFields

CARRIERS = Resource(
    store.CARRIERS,
    subject=lambda carrier: f"SIP carrier {carrier.id}",
    unknown=partial(CarrierUnknown, "there is no such carrier"),
    exists=partial(CarrierExists, "the reseller has a carrier of this name"),
    in_use=partial(CarrierInUse, "the carrier still has gateways or routes"),
    reversal=Reversal("sip", "addCarrier", "updateCarrier", "deleteCarrier", "carrier"),
)


def add_carrier(call: Call, new: CarrierFields) -> CarrierAnswer:
    """Create a carrier of the reseller named, else of the caller's; one by an administrator who names none belongs to nobody.

    Raises MissingInput (name), InvalidValue (reseller), NotAuthorized (inactive reseller), CarrierExists.
    """
    name = required(new.get("name"), "carrier.name")
    reseller = find_reseller(call, new.get("reseller", 0), "carrier.reseller")
    entitlements.claim(call, reseller, reseller, {})
    carrier = Carrier(id=0, name=names.title(name, "carrier.name"), reseller=reseller, change_date=call.now)
    return _answer(CARRIERS.create(call, carrier, field="carrier.name"))


def update_carrier(call: Call, given: CarrierFields) -> bool:
    """Rename a carrier; an administrator also moves it to another reseller, with all that hangs on it. 0 keeps.

    Raises MissingInput (id), CarrierUnknown, InvalidValue (name, reseller), CarrierExists.
    """
    carrier = CARRIERS.lock(call, required(given.get("id"), "carrier.id"), field="carrier.id")
    wanted: dict[str, Any] = {}
    if "name" in given:
        wanted["name"] = names.title(given["name"], "carrier.name")
    if call.actor.is_admin and given.get("reseller", 0) not in (0, carrier.reseller):
        wanted["reseller"] = find_reseller(call, given["reseller"], "carrier.reseller")
    CARRIERS.update(call, carrier, wanted, field="carrier.name")
    return True


def delete_carrier(call: Call, id: int) -> bool:
    """Remove a carrier without gateways and routes. Raises CarrierUnknown, CarrierInUse."""
    CARRIERS.remove(call, CARRIERS.lock(call, id, field="id"))
    return True


def get_carriers(call: Call, query: CarrierQueryFields) -> CarrierPageAnswer:
    """Carriers in scope that match (sip.md 3)."""
    return CARRIERS.find(call, query, _answer)


def _answer(carrier: Carrier) -> CarrierAnswer:
    return carrier._replace(change_date=clock.to_seconds(carrier.change_date))
