# SPDX-License-Identifier: Apache-2.0
"""Restoring what was applied of devices, by the operations with which a caller would do it (pbx.md R9).

One that was removed comes back with the password and the token that its phone has: both are kept until something else is
applied."""

import hashlib

from ngnprov.calls.call import Call
from ngnprov.ports.pbx.devices import keys
from ngnprov.ports.pbx.devices.linking import link_devices, unlink_devices
from ngnprov.ports.pbx.devices.service import delete_device, restore_device, update_device
from ngnprov.ports.pbx.devices.wire import DeviceFields, DeviceLineFields
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.provisioning.files import content_of
from ngnprov.ports.pbx.revisions.comparing import Difference, Draft
from ngnprov.ports.pbx.revisions.forms import Form, values_of
from ngnprov.ports.pbx.revisions.restoring import restoring
from ngnprov.ports.pbx.revisions.states import ADDED, CHANGED, REMOVED


def delete_added_devices(call: Call, draft: Draft) -> None:
    """Remove the devices that were added, first of all: nothing refers to a device."""
    for each in draft.device_changes:
        if each.state == ADDED:
            with restoring(each.account_id):
                _unlink(call, draft, each)
                delete_device(call, {"id": each.id})


def loosen_devices(call: Call, draft: Draft) -> None:
    """Let devices that were changed lead nowhere and be called like no other one, until they are restored."""
    for each in draft.device_changes:
        if each.state == CHANGED:
            with restoring(each.account_id):
                update_device(call, {"id": each.id, "name": _like_no_other(each), "mac": "", "lines": []})


def _like_no_other(each: Difference) -> str:
    """A name that nobody gives to a device, the same for a dry run and the call."""
    return hashlib.sha256(f"{each.account_id} {each.before} {each.after}".encode()).hexdigest()[:32]


def restore_devices(call: Call, draft: Draft) -> None:
    """Make devices again that were removed, with what their phones have, and give each what it had."""
    applied = {each.device: each for each in provisioning.of_customer(call.unit, draft.customer)}
    for each in draft.device_changes:
        members = _of_device(each.before)
        with restoring(each.account_id):
            if each.state == REMOVED:
                restore_device(call, each.id, members, content_of(call.context.keys, applied[each.id]).secret)
            else:
                update_device(call, {"id": each.id, **members})
            _relink(call, draft, each)


def _relink(call: Call, draft: Draft, each: Difference) -> None:
    whose = dict(each.before).get("extension", "")
    if whose:
        link_devices(call, draft.customer, whose, [each.id], moves=True)
    else:
        _unlink(call, draft, each)


def _unlink(call: Call, draft: Draft, each: Difference) -> None:
    whose = dict(each.after).get("extension", "")
    if whose:
        unlink_devices(call, draft.customer, whose, [each.id])


def _of_device(form: Form) -> DeviceFields:
    found = dict(form)
    return {
        "name": found["name"],
        "mac": found.get("mac", ""),
        "model": found.get("model", ""),
        "lines": [_device_line(written) for written in values_of(form, "lines")],
    }


def _device_line(written: str) -> DeviceLineFields:
    place, kind, target, label = written.split(" ", 3)
    return keys.members(int(place), kind, target, label)
