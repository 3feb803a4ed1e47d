# SPDX-License-Identifier: Apache-2.0
"""What refers to an extension: groups of which it is a member, keys of auto attendants and of devices that lead to it (pbx.md
G6, T6, H5); and what leads nowhere."""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.attendants import store as attendants
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.errors import Referred
from ngnprov.ports.pbx.extensions import store
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.groups import store as groups
from ngnprov.ports.pbx.subscriptions import store as subscriptions

MOST_NAMED = 10


def require_unreferred(call: Call, extension: Extension, field: str) -> None:
    """Raise Referred while an extension, or a number by which it is called, is named elsewhere; the text says where."""
    _refuse(
        groups.naming(call.unit, extension.id, MOST_NAMED),
        attendants.leading_to(call.unit, extension.id, MOST_NAMED),
        devices.naming(call.unit, extension.id, MOST_NAMED),
        field,
    )


def require_number_unreferred(call: Call, number: int, field: str) -> None:
    """The same of a telephone number alone, by its number in the database."""
    _refuse([], attendants.leading_to_number(call.unit, number, MOST_NAMED), [], field)


def problems(unit: Unit, customer: int = 0) -> Iterator[str]:
    """What leads nowhere among the extensions of a customer, or of all, in words: members and targets that are gone or another
    customer's, caller IDs that are nobody's number or another's, and add-ons without a main product."""
    for group, member in groups.astray(unit, customer):
        yield f"PBX group {group} has the member {member}, and one is gone or they are of two customers"
    for attendant, key, target in attendants.astray(unit, customer):
        yield f"the key {key} of the PBX attendant {attendant} leads to {target}, and one is gone or they are of two customers"
    for device, place, target in devices.astray(unit, customer):
        yield f"the key {place} of the PBX device {device} leads to {target}, and one is gone or they are of two customers"
    for device, extension in devices.nobodys(unit, customer):
        yield f"the PBX device {device} is linked to {extension}, and one is gone or they are of two customers"
    for name, caller_id in store.astray(unit, customer):
        yield f"PBX extension {name} has the caller ID {caller_id}, which is not a number that its customer holds"
    for name, product in subscriptions.alone(unit, customer):
        yield f"PBX extension {name} has the add-on {product} without a main product"


def _refuse(in_groups: list[str], at_attendants: list[str], on_devices: list[str], field: str) -> None:
    named = [
        *(f"the group {each}" for each in in_groups),
        *(f"the auto attendant {each}" for each in at_attendants),
        *(f"the key {each}" for each in on_devices),
    ]
    if named:
        raise Referred(f"is referred to by {', '.join(named[:MOST_NAMED])}", field=field)
