# SPDX-License-Identifier: Apache-2.0
"""Leading new phones here by the services of their vendors (pbx.md F10): a message of the outbox, and what came of it.

A message names the device alone: where its files are is a secret, and looked up when it is sent."""

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any, Final

from ngnprov.calls.call import Call
from ngnprov.calls.channel import Channel
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.runner import Runner
from ngnprov.db.ledgers.outbox import Message
from ngnprov.devices.redirection import Redirection, RedirectionRefused
from ngnprov.errors import InternalFailure
from ngnprov.mail.delivery import DeliveryFailure
from ngnprov.ports.customer.tenancy import read_tenancy
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.devices.tables import FAILED, PENDING, REGISTERED
from ngnprov.ports.pbx.errors import NoRedirection
from ngnprov.ports.pbx.outside import outside
from ngnprov.ports.pbx.provisioning import files, store
from ngnprov.ports.pbx.provisioning.tables import REDIRECTION
from ngnprov.ports.pbx.settings import PbxSettings

KIND: Final = "redirection"
ATTEMPTS: Final = 12
"""Over about half a day."""
LONGEST_TEXT: Final = 255
LOGIN: Final = "(vendor)"
"""Who tells the journal what came of it."""

_DONE = Task(name="redirection")


def request(call: Call, device: Device, field: str) -> Device:
    """Have a vendor lead a device here. Raises NoRedirection."""
    reseller = _reseller(call, device)
    if outside(call.context).redirection is None:
        raise NoRedirection("cannot be led here: no service of a vendor is configured ([pbx] redirection)", field=field)
    if not call.context.settings.of(PbxSettings).phones_url:
        raise NoRedirection(
            "cannot be led here: the server does not know its own address ([pbx] phones_url)", field=field
        )
    if not store.redirection_of(call.unit, reseller):
        raise NoRedirection(
            f"cannot be led here: reseller {reseller} has no account with a vendor's service (ngnprov devices redirection)",
            field=field,
        )
    if not device.mac:
        raise NoRedirection("cannot be led here: it has no MAC address by which a vendor knows it", field=field)
    _send(call, device, reseller)
    return tell(call, device, PENDING, "")


def renew(call: Call, device: Device) -> None:
    """Lead a device that is led here to where its files are now."""
    if _is_led(call, device):
        _send(call, device, _reseller(call, device))


def withdraw(call: Call, device: Device) -> None:
    """Have a vendor lead a device that is about to be removed nowhere any more."""
    if device.mac and _is_led(call, device):
        told = {"reseller": _reseller(call, device), "mac": device.mac}
        call.send(KIND, json.dumps(told), device.customer)


def tell(call: Call, device: Device, state: str, text: str) -> Device:
    """Store what has become of it."""
    now = {"redirection": state, "redirection_text": names.foreign(text, LONGEST_TEXT)}
    devices.DEVICES.update(call.unit, device.id, {**now, "change_date": call.now})
    call.changed(device.subject, device._asdict(), now, device.customer)
    return device._replace(redirection=state, redirection_text=now["redirection_text"], version=device.version + 1)


def set_credentials(call: Call, reseller: int, credentials: str) -> None:
    """Keep, sealed, with what a reseller speaks to a vendor's service; "" for nothing. Raises CustomerUnknown."""
    whose = read_tenancy(call, reseller, "reseller").reseller
    had = bool(store.redirection_of(call.unit, whose))
    sealed = REDIRECTION.seal(call.context.keys, credentials, reseller=whose)
    store.set_redirection(call.unit, whose, sealed, call.now)
    told = {"is_set": had, "since": ""}
    call.changed(f"PBX redirection of {whose}", told, {"is_set": bool(credentials), "since": call.now}, whose)


def channel(runner: Runner) -> Channel:
    """How such messages are sent."""

    def send(message: Message) -> None:
        service = outside(runner.context).redirection
        if service is None:
            raise DeliveryFailure("no service is configured any more ([pbx] redirection)", is_final=True)
        told = json.loads(message.content)
        if "device" in told:
            _register(runner, service, told)
        else:
            credentials = _credentials(runner, told["reseller"])
            try:
                _ask(runner, lambda: service.deregister(credentials, told["mac"]))
            except RedirectionRefused as refused:
                raise DeliveryFailure(
                    f"the vendor refused: {names.foreign(str(refused), LONGEST_TEXT)}", is_final=True
                ) from None

    return Channel(send, ATTEMPTS)


def _register(runner: Runner, service: Redirection, told: Mapping[str, int]) -> None:
    context, id = runner.context, told["device"]
    with context.database.reading() as unit:
        asked = store.of_id(unit, id)
        device = devices.live_device(unit, id)
    if asked is None or device is None or not device.mac:
        return  # it was removed, or is known no more
    mac, model = device.mac, device.model
    try:
        url = files.folder_of(context.keys, context.settings.of(PbxSettings), asked)
    except InternalFailure as failure:
        raise DeliveryFailure(failure.sentence, is_final=True) from None
    credentials = _credentials(runner, told["reseller"])
    try:
        _ask(runner, lambda: service.register(credentials, mac, model, url))
    except RedirectionRefused as refused:
        _note(runner, id, FAILED, str(refused))
        return
    _note(runner, id, REGISTERED, "")


def _ask(runner: Runner, ask: Callable[[], None]) -> None:
    """Ask a vendor in a thread of its own, as nobody can take one back. Raises DeliveryFailure, RedirectionRefused."""
    seconds = runner.context.settings.of(PbxSettings).redirection_seconds
    errors: list[Exception] = []

    def work() -> None:
        try:
            ask()
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=work, name="redirection", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise DeliveryFailure(f"the vendor did not answer within {seconds} seconds")
    if errors and isinstance(errors[0], RedirectionRefused):
        raise errors[0]
    if errors:
        raise DeliveryFailure(f"the vendor was not reached: {type(errors[0]).__name__}")


def _note(runner: Runner, id: int, state: str, text: str) -> None:
    def work(call: Call) -> None:
        device = devices.DEVICES.lock_any(call.unit, id)
        if device is not None:
            tell(call, device, state, text)

    Operator(runner, login=LOGIN).run(_DONE, work)


def _is_led(call: Call, device: Device) -> bool:
    """Does a vendor lead it here, or is one about to, and can that be told anything?"""
    return device.redirection in (PENDING, REGISTERED) and outside(call.context).redirection is not None


def _send(call: Call, device: Device, reseller: int) -> None:
    call.send(KIND, json.dumps({"device": device.id, "reseller": reseller}), device.customer)


def _reseller(call: Call, device: Device) -> int:
    return read_tenancy(call, device.customer, "device").reseller


def _credentials(runner: Runner, reseller: int) -> str:
    """Raises DeliveryFailure when there are none any more, or they do not open."""
    context = runner.context
    with context.database.reading() as unit:
        sealed: Any = store.redirection_of(unit, reseller)
    try:
        found = REDIRECTION.open(context.keys, sealed, reseller=reseller)
    except InternalFailure as failure:
        raise DeliveryFailure(failure.sentence, is_final=True) from None
    if not found:
        raise DeliveryFailure(f"reseller {reseller} has no account with a vendor's service any more", is_final=True)
    return found
