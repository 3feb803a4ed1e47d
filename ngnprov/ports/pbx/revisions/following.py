# SPDX-License-Identifier: Apache-2.0
"""Another password of a device's account is told to its phone at once: a revision of its own, that changes nothing else
(pbx.md F4).

The account has the new password whatever is applied: a phone with the old one could not register any more."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.provisioning import building
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.provisioning.files import content_of
from ngnprov.ports.pbx.provisioning.store import Applied
from ngnprov.ports.pbx.revisions import forms, store
from ngnprov.ports.pbx.revisions.forms import Form
from ngnprov.ports.pbx.revisions.store import Revision


def credentials_changed(call: Call, account: int) -> None:
    """Count another password of a device whose account it is, and give it to the phone."""
    device = devices.of_account(call.unit, account)
    if device is None:
        return
    find_tenancy(call, device.customer, "customer")  # whoever makes a revision holds the customer
    counted: dict[str, Any] = {"credentials": device.credentials + 1, "change_date": call.now}
    devices.DEVICES.update(call.unit, device.id, counted)
    applied = provisioning.of_device(call.unit, device.id)
    if applied is not None:
        _apply(call, device._replace(**counted), applied)


def _apply(call: Call, device: Device, applied: Applied) -> None:
    last = store.last(call.unit, device.customer)
    assert last is not None, "what was applied is part of a revision"
    former = forms.read(store.snapshot_of(call.unit, last))
    form = _with_credentials(former[device.account_id], device.credentials)
    text = forms.snapshot(device.customer, {**former, device.account_id: form}.values())
    made = store.insert(
        call.unit,
        Revision(0, device.customer, last.number + 1, call.actor.login, call.now, forms.digest(text)),
        text,
    )
    secret = building.credentials_of(call, [device])[device.id]
    content = content_of(call.context.keys, applied).with_credentials(secret.ha1, secret.password)
    digest = forms.digest(forms.written(form))
    provisioning.change(call.unit, building.applied(call, device, content, digest, applied))
    with call.parts():  # another password, as an undo sets it, makes a revision of its own
        call.created(made.subject, {**made._asdict(), store.CREDENTIALS_OF: device.account_id})


def _with_credentials(form: Form, count: int) -> Form:
    return tuple((name, str(count) if name == "credentials" else value) for name, value in form)
