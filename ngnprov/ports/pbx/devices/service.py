# SPDX-License-Identifier: Apache-2.0
"""The rules of devices (pbx.md 20): a device is a SIP account with a name, keys and perhaps a MAC address.

What is changed is the draft; phones are told when it is applied."""

import secrets
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

from ngnprov.auth.tokens import hash_of, new_token
from ngnprov.calls.call import Call
from ngnprov.calls.fields import fields_as
from ngnprov.calls.undo import Step
from ngnprov.db.columns import fold
from ngnprov.db.failures import Duplicate
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.devices import keys, linking, lookup, mac, store
from ngnprov.ports.pbx.devices.lookup import DEVICES
from ngnprov.ports.pbx.devices.presentation import answer, answer_all
from ngnprov.ports.pbx.devices.store import Device, Key
from ngnprov.ports.pbx.devices.tables import TOKEN, TOKEN_OCTETS
from ngnprov.ports.pbx.devices.wire import DeviceAnswer, DeviceFields, DevicePageAnswer, DeviceQueryFields
from ngnprov.ports.pbx.errors import DeviceLinked
from ngnprov.ports.pbx.extensions import changes
from ngnprov.ports.pbx.extensions.lookup import PILOTS, Pbx, hold_called, hold_pbx
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.licences import limits as licences
from ngnprov.ports.pbx.products.service import DEVICE_LICENCE
from ngnprov.ports.pbx.provisioning import redirecting
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.sip.accounts import service as accounts
from ngnprov.ports.sip.accounts.lookup import Account
from ngnprov.ports.sip.accounts.making import NewAccounts
from ngnprov.ports.sip.groups.service import BLOCKED
from ngnprov.ports.tenant.producttypes import features

PATH = "device"
_ACCOUNT_FIELDS = {"account.password": f"{PATH}.sipPassword", "account.id": f"{PATH}.sipUsername"}


def add_device(call: Call, new: DeviceFields) -> DeviceAnswer:
    """Make a device with its SIP account; what is not given is filled in (H1 to H5).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, ExtensionUnknown, BlockedFromAbove,
    BadMac, MacTaken, DeviceExists, BadLine, NoFreeLicence, AccountExists, CustomerLimit, ResellerLimit.
    """
    former = store.removed(call.unit, new.get("id", 0)) if call.reverts is not None else None
    given = _password(new)
    password = given or secrets.token_urlsafe(18)
    made = _make(call, new, former, {"password": password})
    return answer(call, made, "" if given else password)


def restore_device(call: Call, id: int, members: DeviceFields, secret: Mapping[str, str]) -> Device:
    """Make a device again that was removed, with the ``password`` of its account, or its ``ha1``. Raises as add_device."""
    former = store.removed(call.unit, id)
    assert former is not None, "what was removed stays as a row"
    return _make(call, {**members, "customer": former.customer, "sip_username": former.sip_username}, former, secret)


def _make(call: Call, new: DeviceFields, former: Device | None, secret: Mapping[str, str]) -> Device:
    pbx = hold_pbx(call, new.get("customer"), f"{PATH}.customer")
    features.require(call, pbx.profile.product_type, features.DEVICES, f"{PATH}.customer")
    pilot = PILOTS.get(call, pbx.customer, field=f"{PATH}.customer")
    number = store.next_number(call.unit, pbx.customer) if former is None else former.number
    account_id = f"ph{pbx.customer}d{number}"
    linked = _linked(call, pbx, new.get("extension", ""))
    columns = _columns(call, pbx.customer, new, None)
    if not columns.get("name"):
        columns["name"] = _prefilled(call, pbx.customer, number)
    found = keys.wanted(call, pbx.customer, new.get("lines", ()), linked, f"{PATH}.lines")
    licences.require_free(call, pbx.customer, DEVICE_LICENCE, 1, f"{PATH}.customer")
    username = changes.sip_username(new.get("sip_username", ""), f"{PATH}.sipUsername") or account_id
    with fields_as(_ACCOUNT_FIELDS, f"{PATH}.sipUsername", f"{PATH}.customer"), call.parts():
        account = _account(call, pbx, (username, pilot.domain), secret, columns["name"])
    columns["extension"] = None if linked is None else linked.id
    if former is None:
        made = _insert(call, pbx, (number, account_id), account, columns)
    else:
        made = _reopen(call, former, account, columns)
        redirecting.renew(call, made)
    store.replace_keys(call.unit, made.id, found)
    step = Step("pbx", "deleteDevice", {PATH: {"id": made.id}})
    call.created(made.subject, _told(made, found), undo_by=[step])
    linking.settle(call, made, None, linked)
    return made


def update_device(call: Call, given: DeviceFields) -> DeviceAnswer:
    """Change the members given (H8); a list of keys replaces the former one.

    Raises MissingInput, InvalidValue, DeviceUnknown, NotPbx, Terminated, BlockedFromAbove, BadMac, MacTaken, DeviceExists,
    BadLine.
    """
    pbx, device = lookup.hold_manageable_device(call, given.get("id"), f"{PATH}.id")
    linked = lookup.extension_of(call, device)
    _require_same(device, linked, given)
    wanted = _columns(call, pbx.customer, given, device)
    if "name" in wanted and not wanted["name"]:
        raise InvalidValue("must not be empty", field=f"{PATH}.name")
    if _password(given):
        with fields_as(_ACCOUNT_FIELDS, f"{PATH}.sipPassword"):
            new: Any = {"id": device.sip_id, "password": given["sip_password"]}
            accounts.update_account(call, new)
        device = _again(call, device.id)  # its password was counted
    present = tuple(store.keys_of(call.unit, [device.id]).get(device.id, ()))
    found = present
    if "lines" in given:
        found = keys.wanted(call, pbx.customer, given["lines"], linked, f"{PATH}.lines")
    return answer(call, _store(call, device, wanted, present, found))


def delete_device(call: Call, given: DeviceFields) -> DeviceAnswer:
    """Remove a device that is nobody's, with its account (H9). The device as it was.

    Raises MissingInput, DeviceUnknown, NotPbx, Terminated, DeviceLinked."""
    _, device = lookup.hold_device(call, given.get("id"), f"{PATH}.id")
    linked = lookup.extension_of(call, device)
    if linked is not None:
        called = linked.number or linked.account_id
        raise DeviceLinked(f"is linked to the extension {called}: unlinkDevice makes it nobody's", field=f"{PATH}.id")
    shown = answer(call, device)
    found = tuple(store.keys_of(call.unit, [device.id]).get(device.id, ()))
    redirecting.withdraw(call, device)
    store.close(call.unit, device.id, call.now)
    call.gone()
    with call.parts() as parts:
        accounts.delete_account(call, {"username": device.sip_username, "domain": device.domain})
    call.removed(device.subject, _told(device, found), undo_by=lambda: _steps(device, found, parts))
    return shown


def get_devices(call: Call, query: DeviceQueryFields) -> DevicePageAnswer:
    """Devices in scope that match (H10)."""
    return DEVICES.find_together(call, query, lambda found: answer_all(call, found))


def _password(given: DeviceFields) -> str:
    """A password that is given, which files of phones can say. Raises InvalidValue."""
    password = given.get("sip_password", "")
    names.line(password, f"{PATH}.sipPassword")
    return password


def _linked(call: Call, pbx: Pbx, name: str) -> Extension | None:
    """The extension to which a new device belongs. Raises ExtensionUnknown, BlockedFromAbove."""
    if not name:
        return None
    field = f"{PATH}.extension"
    extension = hold_called(call, pbx.customer, name, field)
    linking.require_has_devices(extension, field)
    require_manageable(call, extension, field)
    return extension


def _columns(call: Call, customer: int, given: DeviceFields, present: Device | None) -> dict[str, Any]:
    """The columns that a caller gives. Raises InvalidValue, BadMac, MacTaken, DeviceExists."""
    found: dict[str, Any] = {}
    if "name" in given:
        name = names.line(given["name"], f"{PATH}.name").strip()
        is_other = present is None or fold(present.name) != fold(name)
        if name and is_other and store.has_name(call.unit, customer, name):
            raise lookup.name_taken(field=f"{PATH}.name")
        found["name"] = name
    if "model" in given:
        found["model"] = names.line(given["model"], f"{PATH}.model").strip()
    if "mac" in given:
        address = mac.parse(given["mac"], f"{PATH}.mac")
        if address and (present is None or present.mac != address):
            _require_free_mac(call, customer, address)
        found["mac"] = address or None
    return found


def _require_free_mac(call: Call, customer: int, address: str) -> None:
    """Raise MacTaken while a device has it, or a phone of another customer still gets its files by it."""
    field = f"{PATH}.mac"
    device = store.of_mac(call.unit, address)
    if device is not None:
        raise lookup.mac_taken(field=field, of_others=device.customer != customer)
    if any(each.customer != customer for each in provisioning.of_mac(call.unit, address)):
        raise lookup.mac_taken(field=field, of_others=True)


def _prefilled(call: Call, customer: int, number: int) -> str:
    """The first name of its number that no other one has."""
    first = (f"Device {number}", f"Device {number} of {customer}")
    further = (f"Device {number} of {customer} ({place})" for place in count(2))
    return next(name for name in chain(first, further) if not store.has_name(call.unit, customer, name))


def _account(call: Call, pbx: Pbx, address: tuple[str, str], secret: Mapping[str, str], name: str) -> Account:
    """The account of a new device, which is nobody's yet. It consumes sip_credit.

    Raises AccountExists, CustomerLimit, ResellerLimit."""
    new: Any = {
        "id": dict(zip(("username", "domain"), address, strict=True)),
        **secret,
        "owner": pbx.customer,
        "first_name": name,
        "groups": [BLOCKED],
    }
    return NewAccounts(call).make(new).account


def _insert(call: Call, pbx: Pbx, called: tuple[int, str], account: Account, values: Mapping[str, Any]) -> Device:
    number, account_id = called
    token = new_token(TOKEN_OCTETS)
    new = Device(
        **{
            "id": 0,
            "customer": pbx.customer,
            "number": number,
            "account_id": account_id,
            "mac": None,
            "model": "",
            "sip_username": account.username,
            "domain": account.domain,
            "account": account.id,
            "credentials": 1,
            "door_token": TOKEN.seal(call.context.keys, token, account_id=account_id),
            **dict.fromkeys(("resync_date", "redirection", "redirection_text"), ""),
            "created_by": call.actor.login,
            "create_date": call.now,
            "change_date": call.now,
            **values,
        }
    )
    stored = new._asdict()
    del stored["id"], stored["version"]
    try:
        id = store.DEVICES.insert(call.unit, {**stored, "token_hash": hash_of(token), "closed": None})
    except Duplicate as duplicate:
        raise lookup.taken(duplicate) from None
    call.made(store.DEVICES, id)
    return new._replace(id=id)


def _reopen(call: Call, former: Device, account: Account, values: Mapping[str, Any]) -> Device:
    """One that was removed as it was then, or as ``values`` say; its phone fetches its files as before."""
    store.reopen(call.unit, former.id, account.id, account.domain)
    try:
        store.DEVICES.update(call.unit, former.id, {**values, "change_date": call.now})
    except Duplicate as duplicate:
        raise lookup.taken(duplicate) from None
    return _again(call, former.id)


def _again(call: Call, id: int) -> Device:
    """A device that this call holds, as it is now."""
    found = store.DEVICES.lock_any(call.unit, id)
    assert found is not None, "a device that is held is there"
    return found


def _require_same(device: Device, linked: Extension | None, given: DeviceFields) -> None:
    """Links have operations of their own, and names of accounts stay. What is sent as it is changes nothing."""
    own = ("",) if linked is None else (linked.number, linked.account_id)
    if "extension" in given and given["extension"] not in own:
        raise InvalidValue("stays what it is: linkDevice and unlinkDevice change it", field=f"{PATH}.extension")
    username = given.get("sip_username")
    if username and username != device.sip_username:
        raise InvalidValue("stays what it is", field=f"{PATH}.sipUsername")
    if given.get("customer") and given["customer"] != device.customer:
        raise InvalidValue("stays what it is", field=f"{PATH}.customer")


def _store(
    call: Call, device: Device, wanted: Mapping[str, Any], present: Sequence[Key], found: Sequence[Key]
) -> Device:
    """Store what differs, and how to undo it."""
    before = device._asdict()
    columns = {name: value for name, value in wanted.items() if value != before[name]}
    told_before, told_after = {**before, "lines": _told_keys(present)}, dict(columns)
    back = {name: before[name] or "" for name in columns}
    if tuple(found) != tuple(present):
        told_after["lines"] = _told_keys(found)
        back["lines"] = keys.given_by(present, to_undo=True)
        store.replace_keys(call.unit, device.id, found)
    if not told_after:
        return device
    if "mac" in columns:
        redirecting.withdraw(call, device)
    try:
        store.DEVICES.update(call.unit, device.id, {**columns, "change_date": call.now})
    except Duplicate as duplicate:
        raise lookup.taken(duplicate) from None
    step = Step("pbx", "updateDevice", {PATH: {"id": device.id, **back}})
    call.changed(device.subject, told_before, told_after, device.customer, undo_by=[step])
    changed = device._replace(**columns, change_date=call.now, version=device.version + 1)
    if columns.get("mac"):
        redirecting.renew(call, changed)
    return changed


def _told(device: Device, found: Sequence[Key]) -> dict[str, Any]:
    """What the journal tells of a device that is nobody's, yet or any more."""
    values = device._asdict()
    for name in ("id", "account", "extension", "door_token", "version"):
        del values[name]
    return {**values, "lines": _told_keys(found)}


def _told_keys(found: Sequence[Key]) -> list[str]:
    return [f"{key.place} {key.kind} {key.target} {key.label}" for key in found]


def _steps(device: Device, found: Sequence[Key], parts: Sequence[Step]) -> list[Step]:
    """What makes a device again, with the password of its account, and gives that what it had besides."""
    account = next((step for step in parts if step.operation == "addAccount"), None)
    if account is None:  # a secret of it does not open any more
        return []
    new = {
        **{name: getattr(device, name) for name in ("id", "customer", "name", "model", "sip_username")},
        "mac": device.mac or "",
        "sip_password": account.arguments["account"]["password"],
        "lines": keys.given_by(found, to_undo=True),
    }
    filled = [
        Step("sip", "updateAccount", step.arguments, is_secret=True) if step is account else step for step in parts
    ]
    return [Step("pbx", "addDevice", {PATH: new}, is_secret=True), *filled]
