# SPDX-License-Identifier: Apache-2.0
"""Stored devices as the wire shows them."""

from collections.abc import Sequence

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.ports.pbx.devices import keys, store
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.devices.wire import DeviceAnswer, DeviceFetchAnswer
from ngnprov.ports.pbx.extensions import store as extensions
from ngnprov.ports.pbx.products.service import CALL_PLAN
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.provisioning.store import Fetch
from ngnprov.ports.pbx.revisions.states import states_of_devices
from ngnprov.ports.pbx.subscriptions import service as subscriptions
from ngnprov.ports.sip.wire import SipIdAnswer

NEVER = Fetch(device=0, at="", address_hash="", user_agent="", file="", status=0)


def answer(call: Call, device: Device, password: str = "") -> DeviceAnswer:
    """A device as it is answered; with a ``password`` that it has got in this call."""
    (shown,) = answer_all(call, [device])
    return shown._replace(sip_password=password)


def answer_all(call: Call, devices: Sequence[Device]) -> list[DeviceAnswer]:
    """Devices as they are answered, in the same order."""
    if not devices:
        return []
    ids = [each.id for each in devices]
    whose = sorted({each.extension for each in devices if each.extension is not None})
    linked = {each.id: each for each in extensions.of_ids(call.unit, whose)}
    plans = {
        extension: next((each.code for each in held if each.kind == CALL_PLAN), "")
        for extension, held in subscriptions.held_by(call.unit, whose).items()
    }
    found = store.keys_of(call.unit, ids)
    fetches = provisioning.fetches_of(call.unit, ids)
    states = states_of_devices(call.unit, devices, {id: each.account_id for id, each in linked.items()})
    shown = []
    for each in devices:
        extension = linked.get(each.extension or 0)
        shown.append(
            DeviceAnswer(
                id=each.id,
                customer=each.customer,
                account_id=each.account_id,
                name=each.name,
                mac=each.mac or "",
                model=each.model,
                sip_account=SipIdAnswer(each.sip_username, each.domain),
                sip_username=each.sip_username,
                sip_password="",
                extension="" if extension is None else extension.number or extension.account_id,
                call_plan=plans.get(each.extension or 0, ""),
                lines=[keys.answer(key) for key in found.get(each.id, ())],
                draft_state=states[each.id],
                last_fetch=_fetch(fetches.get(each.id, NEVER)),
                redirection=each.redirection,
                redirection_text=each.redirection_text,
                resync_date=clock.to_seconds(each.resync_date),
                created_by=each.created_by,
                create_date=clock.to_seconds(each.create_date),
                change_date=clock.to_seconds(each.change_date),
                version=each.version,
            )
        )
    return shown


def _fetch(found: Fetch) -> DeviceFetchAnswer:
    return DeviceFetchAnswer(
        at=clock.to_seconds(found.at),
        address_hash=found.address_hash,
        user_agent=found.user_agent,
        file=found.file,
        status=found.status,
    )
