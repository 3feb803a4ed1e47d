# SPDX-License-Identifier: Apache-2.0
"""Are the accounts in the group ``blocked`` that something blocks, and no others? For ``ngnprov doctor``."""

from collections.abc import Iterator
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx.blocking import layers, store
from ngnprov.ports.pbx.devices import store as device_store
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.sip.groups import service as groups


def examine(unit: Unit) -> Iterator[Finding]:
    """Extensions and devices whose account is in the group although nothing blocks them, or the other way round (pbx.md B2,
    H7)."""
    for found in store.batches(unit):
        for each, is_blocked in layers.unsettled(unit, found):
            yield Finding(_wrong(each, is_blocked), repair=partial(_repair, each.id))
    for devices in device_store.batches(unit):
        for device, is_blocked in layers.unsettled_devices(unit, devices):
            yield Finding(_wrong(device, is_blocked), repair=partial(_repair_device, device.id))


def _repair(id: int, call: Call) -> Finding | None:
    """Whoever blocks holds the customer or its reseller, and both are held here."""
    extension = store.live_extension(call.unit, id)
    if extension is None:
        return None
    find_tenancy(call, extension.customer, "customer")
    extension = store.live_extension(call.unit, id)
    if extension is None or not layers.settle(call, [extension]):
        return None
    return Finding(_wrong(extension, id in store.layers_of(call.unit, [id])), State.REPAIRED)


def _repair_device(id: int, call: Call) -> Finding | None:
    device = device_store.DEVICES.lock_any(call.unit, id)
    if device is None:
        return None
    find_tenancy(call, device.customer, "customer")
    device = device_store.DEVICES.lock_any(call.unit, id)
    wrong = [] if device is None else layers.unsettled_devices(call.unit, [device])
    if not wrong:
        return None
    layers.settle_devices(call, [each for each, _ in wrong])
    return Finding(_wrong(*wrong[0]), State.REPAIRED)


def _wrong(one: Extension | Device, is_blocked: bool) -> str:
    if is_blocked:
        return f"{one.subject} is blocked, and its SIP account is not in the group {groups.BLOCKED}"
    return f"nothing blocks {one.subject}, and its SIP account is in the group {groups.BLOCKED}"
