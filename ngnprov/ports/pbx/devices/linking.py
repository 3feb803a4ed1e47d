# SPDX-License-Identifier: Apache-2.0
"""Whose a device is (pbx.md H6): linking several at once, moving and unlinking them.

The account of a device is blocked with its extension, and while it is nobody's."""

from collections.abc import Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx.blocking import layers
from ngnprov.ports.pbx.blocking.layers import hold_manageable, require_manageable
from ngnprov.ports.pbx.devices import store
from ngnprov.ports.pbx.devices.lookup import DEVICES, extension_of, unknown
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.errors import DeviceLinkedElsewhere, ExtensionUnknown
from ngnprov.ports.pbx.extensions.presentation import answer
from ngnprov.ports.pbx.extensions.store import Extension, number_of
from ngnprov.ports.pbx.extensions.tables import PILOT, USER
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer

FIELD = "devices"


def link_devices(call: Call, customer: int, name: str, ids: Sequence[int], *, moves: bool) -> ExtensionAnswer:
    """Let devices belong to an extension; ``moves`` takes them from others.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot, BlockedFromAbove,
    DeviceUnknown, DeviceLinkedElsewhere."""
    _, extension = hold_manageable(call, customer, name)
    require_has_devices(extension, "number")
    for place, device in enumerate(_held(call, extension.customer, ids)):
        field = f"{FIELD}.{place}"
        former = extension_of(call, device)
        if former is not None and former.id != extension.id:
            if not moves:
                raise DeviceLinkedElsewhere(f"is linked to the extension {_called(former)}", field=field)
            require_manageable(call, former, field)
        link(call, device, former, extension)
    return answer(call, extension)


def unlink_devices(call: Call, customer: int, name: str, ids: Sequence[int]) -> ExtensionAnswer:
    """Let devices be nobody's. Raises as :func:`link_devices`; DeviceLinkedElsewhere for one that is not this extension's."""
    _, extension = hold_manageable(call, customer, name)
    for place, device in enumerate(_held(call, extension.customer, ids)):
        if device.extension != extension.id:
            now = extension_of(call, device)
            where = "to no extension" if now is None else f"to the extension {_called(now)}"
            raise DeviceLinkedElsewhere(f"is linked {where}", field=f"{FIELD}.{place}")
        link(call, device, extension, None)
    return answer(call, extension)


def require_has_devices(extension: Extension, field: str) -> None:
    """Raise ExtensionUnknown for one of a kind that has no devices (H6)."""
    if extension.kind not in (PILOT, USER):
        raise ExtensionUnknown("has no devices: it is a group or an auto attendant", field=field)


def link(call: Call, device: Device, former: Extension | None, now: Extension | None) -> Device:
    """Let a device that is held belong to another extension, or to none."""
    if former == now or (former is not None and now is not None and former.id == now.id):
        return device
    changes: dict[str, Any] = {"extension": None if now is None else now.id, "change_date": call.now}
    store.DEVICES.update(call.unit, device.id, changes)
    changed = device._replace(**changes, version=device.version + 1)
    settle(call, changed, former, now)
    return changed


def settle(call: Call, device: Device, former: Extension | None, now: Extension | None) -> None:
    """Do what follows from it that a device has come from one extension to another, and tell the journal."""
    layers.settle_devices(call, [device])
    before, after = ("" if each is None else each.account_id for each in (former, now))
    if before != after:
        undo_by = [_back(device, former, now)]
        call.changed(device.subject, {"extension": before}, {"extension": after}, device.customer, undo_by=undo_by)


def free(call: Call, extension: Extension) -> list[Device]:
    """Let the devices of an extension that is about to be removed be nobody's; which they are."""
    found = store.of_extensions(call.unit, [extension.id]).get(extension.id, [])
    for device in found:
        link(call, device, extension, None)
    return found


def steps_again(extension: Extension, devices: Sequence[Device]) -> list[Step]:
    """What links devices to an extension again that was removed."""
    return [_link_step(extension, extension.account_id, device, moves=False) for device in devices]


def _held(call: Call, customer: int, ids: Sequence[int]) -> list[Device]:
    """Devices of a customer who is held, each once. Raises InvalidValue, DeviceUnknown."""
    if not ids:
        raise InvalidValue("must name devices", field=FIELD)
    if len(set(ids)) != len(ids):
        raise InvalidValue("must name each device once", field=FIELD)
    found = []
    for place, id in enumerate(ids):
        device = DEVICES.lock(call, id, field=f"{FIELD}.{place}")
        if device.customer != customer:
            raise unknown(field=f"{FIELD}.{place}")
        found.append(device)
    return found


def _called(extension: Extension) -> str:
    return extension.number or extension.account_id


def _back(device: Device, former: Extension | None, now: Extension | None) -> Step:
    if former is not None:
        return _link_step(former, number_of(former.id), device, moves=now is not None)
    assert now is not None, "one of the two is there"
    named = {"customer": now.customer, "number": number_of(now.id), "devices": [device.id]}
    return Step("pbx", "unlinkDevice", named)


def _link_step(extension: Extension, name: str, device: Device, *, moves: bool) -> Step:
    named = {"customer": extension.customer, "number": name, "devices": [device.id], "move": moves}
    return Step("pbx", "linkDevice", named)
