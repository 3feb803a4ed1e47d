# SPDX-License-Identifier: Apache-2.0
"""Devices as callers know them: by their numbers. Whoever changes one holds its customer first."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.db.failures import Duplicate
from ngnprov.errors import Exists
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.devices import store
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.errors import DeviceExists, DeviceUnknown, MacTaken
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, Pbx, hold_pbx
from ngnprov.ports.pbx.extensions.store import Extension


def taken(duplicate: Duplicate, path: str = "device") -> Exists:
    """What is said when one of the names of a device is taken."""
    if "mac" in duplicate.key:
        return mac_taken(field=f"{path}.mac", of_others=True)
    return name_taken(field=f"{path}.name")


name_taken = partial(DeviceExists, "the customer has a device of this name")
mac_taken = partial(MacTaken, "the MAC address is taken")
unknown = partial(DeviceUnknown, "there is no such device")
DEVICES = Resource(store.DEVICES, subject=lambda device: device.subject, unknown=unknown, taken=taken)


def hold_device(call: Call, id: int | None, field: str) -> tuple[Pbx, Device]:
    """A device and its customer, both held. Raises MissingInput, DeviceUnknown, NotPbx, Terminated."""
    found = DEVICES.get(call, required(id, field), field=field)
    pbx = hold_pbx(call, found.customer, field)
    return pbx, DEVICES.lock(call, found.id, field=field)


def hold_manageable_device(call: Call, id: int | None, field: str) -> tuple[Pbx, Device]:
    """The same of one that the caller may change: no level above his blocks its extension. Raises BlockedFromAbove, too."""
    pbx, device = hold_device(call, id, field)
    if (extension := extension_of(call, device)) is not None:
        require_manageable(call, extension, field)
    return pbx, device


def extension_of(call: Call, device: Device) -> Extension | None:
    """Whose a device is, in any scope."""
    if device.extension is None:
        return None
    found = EXTENSIONS.records.lock_any(call.unit, device.extension)
    assert found is not None, "a device belongs to an extension that lives"
    return found
