# SPDX-License-Identifier: Apache-2.0
"""Removing what a customer has in PbxPort: devices, auto attendants and groups, users, the pilot, and what they rest on.

What was subscribed, and what was applied, stays for the books.
"""

from collections.abc import Callable, Sequence
from typing import Final

from ngnprov.calls.call import Call
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerUnknown
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx.agreements import service as agreements
from ngnprov.ports.pbx.agreements import store as agreement_store
from ngnprov.ports.pbx.attendants import service as attendants
from ngnprov.ports.pbx.devices import linking
from ngnprov.ports.pbx.devices import service as devices
from ngnprov.ports.pbx.devices import store as device_store
from ngnprov.ports.pbx.extensions import service as extensions
from ngnprov.ports.pbx.extensions import store as extension_store
from ngnprov.ports.pbx.extensions.tables import GROUP, PILOT, USER
from ngnprov.ports.pbx.groups import service as groups
from ngnprov.ports.pbx.numbers import inventory
from ngnprov.ports.pbx.numbers import store as number_store
from ngnprov.ports.pbx.pilots import service as pilots
from ngnprov.ports.pbx.subscriptions import service as subscriptions
from ngnprov.ports.pbx.subscriptions import store as subscription_store
from ngnprov.ports.sip.groups.service import ANONYMOUS

ALL: Final = 1_000_000
Removal = Callable[[Call, int, int], int]


def clear(call: Call, customer: int, most: int) -> int:
    """Remove at most so many (:data:`~ngnprov.calls.port.Clear`)."""
    for remove in _IN_ORDER:
        if count := remove(call, customer, most):
            return count
    return 0


def clearable(unit: Unit, customer: int) -> dict[str, int]:
    """How many records there are of the kinds that :func:`clear` removes."""
    return {
        "PBX devices": device_store.count_live(unit, customer),
        "PBX extensions": extension_store.count_live(unit, customer),
        "PBX numbers": number_store.count_dids(unit, customer),
        "PBX licences": subscription_store.count_own(unit, customer),
        "PBX agreement items": agreement_store.count_of(unit, customer),
    }


def _devices(call: Call, customer: int, most: int) -> int:
    found = device_store.ids_of(call.unit, customer, most)
    for id, extension in found:
        held = None if extension is None else extension_store.EXTENSIONS.lock_any(call.unit, extension)
        if held is not None:
            linking.unlink_devices(call, customer, held.account_id, [id])
        devices.delete_device(call, {"id": id})
    return len(found)


def _attendants(call: Call, customer: int, most: int) -> int:
    """Keys of one may lead to another, so all lose theirs before the first is removed."""
    found = _nums(call, customer, most)
    for num in _nums(call, customer, ALL) if found else ():
        attendants.update_attendant(call, {"customer": customer, "num": num, "keys": []})
    for num in found:
        attendants.delete_attendant(call, {"customer": customer, "num": num})
    return len(found)


def _groups(call: Call, customer: int, most: int) -> int:
    found = _named(call, customer, GROUP, most)
    for name in found:
        groups.delete_group(call, {"customer": customer, "number": name})
    return len(found)


def _users(call: Call, customer: int, most: int) -> int:
    """Calls of one may show the number of another, so none shows any when the first is removed."""
    found = _named(call, customer, USER, most)
    for user in extension_store.of_customer(call.unit, customer) if found else ():
        if user.kind == USER and user.caller_id not in ("", ANONYMOUS):
            extensions.update_extension(call, {"customer": customer, "number": user.number or "", "caller_id": ""})
    for name in found:
        extensions.delete_extension(call, customer, name)
    return len(found)


def _pilot(call: Call, customer: int, most: int) -> int:
    found = _named(call, customer, PILOT, most)
    if found:
        pilots.delete_pilot(call, customer)
    return len(found)


def _numbers(call: Call, customer: int, most: int) -> int:
    found = number_store.first_held_by(call.unit, customer, most)
    for (number,) in found:
        inventory.release_number(call, customer, number)
    return len(found)


def _licences(call: Call, customer: int, most: int) -> int:
    found = subscription_store.own_of(call.unit, customer, most)
    owner = find_tenancy(call, customer, "customer", CustomerUnknown)
    for (id,) in found:
        each = subscription_store.get(call.unit, id)
        subscriptions.end(call, owner, each, each.until or call.today)
        call.removed(each.subject, each.told(), customer)
    return len(found)


def _items(call: Call, customer: int, most: int) -> int:
    found = agreement_store.of_customer(call.unit, customer)[:most]
    for item in found:
        agreements.delete_item(call, {"customer": customer, "product": item.code})
    return len(found)


def _named(call: Call, customer: int, kind: str, most: int) -> Sequence[str]:
    """By the number that all but the pilot have."""
    return [number for (number,) in extension_store.first_of_kind[kind](call.unit, customer, most)]


def _nums(call: Call, customer: int, most: int) -> Sequence[int]:
    return [num for (num,) in extension_store.first_attendants(call.unit, customer, most)]


_IN_ORDER: Final[Sequence[Removal]] = (_devices, _attendants, _groups, _users, _pilot, _numbers, _licences, _items)
