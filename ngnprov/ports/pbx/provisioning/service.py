# SPDX-License-Identifier: Apache-2.0
"""The rules of what phones are given, for those who look after them (pbx.md 21)."""

from ngnprov import clock
from ngnprov.auth.tokens import hash_of, new_token
from ngnprov.calls.call import Call
from ngnprov.devices import formats
from ngnprov.devices.configuration import PasswordMissing
from ngnprov.devices.formats import FORMATS, FileUnknown, Format
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.pbx.devices import lookup, mac, store
from ngnprov.ports.pbx.devices.lookup import DEVICES, hold_manageable_device
from ngnprov.ports.pbx.devices.presentation import answer
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.devices.tables import TOKEN, TOKEN_OCTETS
from ngnprov.ports.pbx.devices.wire import DeviceAnswer
from ngnprov.ports.pbx.errors import NotApplied, PasswordNotKept
from ngnprov.ports.pbx.provisioning import files, redirecting, resyncing
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.provisioning.store import Asked
from ngnprov.ports.pbx.provisioning.wire import DeviceConfigurationAnswer, DeviceDoorAnswer
from ngnprov.ports.pbx.settings import PbxSettings


def get_configuration(call: Call, id: int, address: str, written: str, file: str) -> DeviceConfigurationAnswer:
    """A file of a device, as it was applied last (F1, F2); ``written`` is the name of a format.

    Raises MissingInput, InvalidValue, BadMac, DeviceUnknown, NotApplied, PasswordNotKept."""
    device = _find(call, id, address)
    found = _format(device, written, file)
    asked = _asked(call, device)
    if not asked.content_hash:
        raise NotApplied("was added after what was applied last: applyConfiguration gives it files", field="device")
    keys, settings = call.context.keys, call.context.settings.of(PbxSettings)
    configuration = files.configuration_of(keys, settings, asked)
    name = file or found.files(configuration.mac)[0]
    try:
        made = files.make(found, name, configuration)
    except PasswordMissing:
        raise PasswordNotKept(
            f"{found.title} needs the password in clear, and only digests of it are kept: set a new one where it may be "
            f"kept (store_clear_text_passwords), or use a format that takes digests, lpconfig",
            field="device",
        ) from None
    except ValueError as error:
        raise InvalidValue(f"has something that {found.title} cannot be told: {error}", field="device") from None
    except FileUnknown:
        raise InvalidValue(f"must be one of {', '.join(found.files(configuration.mac))}", field="file") from None
    return DeviceConfigurationAnswer(
        device=device.id,
        file=name,
        format=found.name,
        type=made.type,
        text=made.body.decode(),
        applied_at=clock.to_seconds(asked.applied_at),
        url=configuration.url and configuration.url + name,
    )


def resync_device(call: Call, id: int) -> DeviceAnswer:
    """Have a phone told to fetch its files: a message of the outbox, which the platform delivers (F8).

    Raises MissingInput, DeviceUnknown, NotPbx, Terminated, BlockedFromAbove, NoResync."""
    _, device = hold_manageable_device(call, id, "device")
    resyncing.require(call, "device")
    store.DEVICES.update(call.unit, device.id, {"resync_date": call.now})
    content = resyncing.content(device.id, device.sip_username, device.domain)
    call.send(resyncing.KIND, content, device.customer)
    call.changed(device.subject, {"resync_date": device.resync_date}, {"resync_date": call.now}, device.customer)
    return answer(call, device._replace(resync_date=call.now, version=device.version + 1))


def redirect_device(call: Call, id: int) -> DeviceAnswer:
    """Have the vendor of a phone lead it here (F10): a message of the outbox.

    Raises MissingInput, DeviceUnknown, NotPbx, Terminated, BlockedFromAbove, NoRedirection."""
    _, device = hold_manageable_device(call, id, "device")
    return answer(call, redirecting.request(call, device, "device"))


def rotate_token(call: Call, id: int) -> DeviceDoorAnswer:
    """Give a device another token: who knows the former one fetches nothing any more, at once (F5).

    Raises MissingInput, DeviceUnknown, NotPbx, Terminated, BlockedFromAbove."""
    _, device = hold_manageable_device(call, id, "device")
    token = new_token(TOKEN_OCTETS)
    sealed = TOKEN.seal(call.context.keys, token, account_id=device.account_id)
    changes = {"door_token": sealed, "token_hash": hash_of(token), "change_date": call.now}
    store.DEVICES.update(call.unit, device.id, changes)
    redirecting.renew(call, device)
    told = {"token_since": device.change_date}
    call.changed(device.subject, told, {"token_since": call.now}, device.customer)
    asked = _asked(call, device)._replace(token=sealed)
    url = files.folder_of(call.context.keys, call.context.settings.of(PbxSettings), asked)
    return DeviceDoorAnswer(device=device.id, token=token, url=url)


def _find(call: Call, id: int, address: str) -> Device:
    """A device by its number, or by its MAC address. Raises MissingInput, BadMac, DeviceUnknown."""
    if not id and not address:
        raise MissingInput("must not be empty where mac is", field="device")
    if id:
        found = DEVICES.get(call, id, field="device")
        if address and found.mac != mac.parse(address, "mac"):
            raise lookup.unknown(field="mac")
        return found
    by_mac = store.of_mac(call.unit, mac.parse(address, "mac"))
    if by_mac is None:
        raise lookup.unknown(field="mac")
    return DEVICES.get(call, by_mac.id, field="mac")


def _format(device: Device, written: str, file: str) -> Format:
    """The format that is named, or that the file or the model of the device has. Raises InvalidValue."""
    if written:
        if written not in FORMATS:
            raise InvalidValue(f"must be one of {', '.join(FORMATS)}", field="format")
        return FORMATS[written]
    found = formats.of_model(device.model) or (formats.of_file(file, "") if file else None)
    if found is None:
        raise InvalidValue("must be given: the model of the device does not say which one it is", field="format")
    return found


def _asked(call: Call, device: Device) -> Asked:
    found = provisioning.of_id(call.unit, device.id)
    assert found is not None, "the device is there"
    return found
