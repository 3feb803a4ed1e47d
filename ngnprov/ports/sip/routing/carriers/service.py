# SPDX-License-Identifier: Apache-2.0
"""The rules of carriers (sip.md 5.15): each belongs to a reseller, and all that hangs on it with it."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate, Referenced
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.owners import owner_named
from ngnprov.ports.sip.errors import CarrierExists, CarrierInUse, CarrierUnknown
from ngnprov.ports.sip.routing.carriers.store import CARRIERS, Carrier
from ngnprov.ports.sip.routing.members import Members, changed, named, required, shown


def add_carrier(call: Call, new: Members) -> Row:
    """Create a carrier of the reseller named, else of the caller's; for an administrator who names none of nobody.

    Raises MissingInput (name), InvalidValue (reseller), NotAuthorized (inactive reseller), CarrierExists.
    """
    required(new, "name", "carrier")
    reseller = _reseller(call, new.get("reseller", 0))
    entitlements.claim(call, reseller, reseller, {})
    values: dict[str, Any] = {**named(new, "carrier"), "reseller": reseller, "change_date": call.now}
    try:
        id = CARRIERS.insert(call.unit, values)
    except Duplicate:
        raise _exists() from None
    carrier = Carrier(id, **values)
    call.created(_subject(id), carrier._asdict())
    return shown(carrier)


def update_carrier(call: Call, given: Members) -> bool:
    """Rename a carrier; an administrator also moves it to another reseller, with all that hangs on it. 0 keeps.

    Raises MissingInput (id), CarrierUnknown, InvalidValue (name, reseller), CarrierExists.
    """
    carrier = hold_carrier(call, required(given, "id", "carrier"), "carrier.id")
    wanted = named(given, "carrier")
    if call.actor.is_admin and given.get("reseller", 0) not in (0, carrier.reseller):
        wanted["reseller"] = _reseller(call, given["reseller"])
    present = carrier._asdict()
    changes = changed(wanted, present)
    if changes:
        try:
            CARRIERS.update(call.unit, carrier.id, {**changes, "change_date": call.now})
        except Duplicate:
            raise _exists() from None
        call.changed(_subject(carrier.id), present, changes)
    return True


def delete_carrier(call: Call, id: int) -> bool:
    """Remove a carrier without gateways and routes. Raises CarrierUnknown, CarrierInUse."""
    carrier = hold_carrier(call, id, "id")
    try:
        CARRIERS.delete(call.unit, carrier.id)
    except Referenced:
        raise CarrierInUse("the carrier still has gateways or routes") from None
    call.removed(_subject(carrier.id), carrier._asdict())
    return True


def get_carriers(call: Call, query: Members) -> Row:
    """Carriers in scope that match (sip.md 3)."""
    page = CARRIERS.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: [shown(row) for row in rows])


def hold_carrier(call: Call, id: int, field: str) -> Carrier:
    """A carrier in scope, held until the unit ends. Raises CarrierUnknown on ``field``."""
    carrier = CARRIERS.lock(call.unit, call.actor, id)
    if carrier is None:
        raise CarrierUnknown("there is no such carrier", field=field)
    return carrier


def _reseller(call: Call, named: int) -> int:
    owner = owner_named(call, named, "carrier.reseller")
    if owner.customer != owner.reseller:
        raise InvalidValue("is not the id of a reseller", field="carrier.reseller")
    return owner.reseller


def _exists() -> CarrierExists:
    return CarrierExists("the reseller has a carrier of this name", field="carrier.name")


def _subject(id: int) -> str:
    return f"SIP carrier {id}"
