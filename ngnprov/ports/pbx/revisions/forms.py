# SPDX-License-Identifier: Apache-2.0
"""What counts of an extension, or of a device, when it is applied (pbx.md R2), and how that is written.

A form is a sequence of members, named as on the wire, without those that are empty; of a list each value is a member. It is
written as an element of canonical XML (https://www.w3.org/TR/xml-c14n11/), and so is the whole snapshot."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from xml.parsers import expat

from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.attendants import store as attendants
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import ATTENDANT, GROUP
from ngnprov.ports.pbx.groups import store as groups
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.numbers.tables import DID
from ngnprov.ports.pbx.products.service import ADDON, CALL_PLAN, MAIN
from ngnprov.ports.pbx.subscriptions.store import Subscription

Form = tuple[tuple[str, str], ...]
Held = Mapping[int, Sequence[Subscription]]
"""What each of several extensions holds, by its number in the database."""
Led = Mapping[int, Sequence[Number]]
"""The telephone numbers that lead to each."""

NAME = "accountId"
"""The member by which a form is known among those of a snapshot."""
EXTENSION, DEVICE = "extension", "device"
"""The elements of a snapshot; the latter is the kind of a form, too."""
_KIND = "kind"
_FORMS, _MEMBERS = 1, 2
"""How deep the elements of a snapshot are."""
_MEMBER_OF = {MAIN: "mainProduct", ADDON: "addons", CALL_PLAN: "callPlan"}
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})


def of(unit: Unit, extensions: Sequence[Extension], held: Held, led: Led) -> list[Form]:
    """The forms of extensions, in the same order."""
    beside: dict[int, Form] = {}
    if of_groups := [each.id for each in extensions if each.kind == GROUP]:
        found = groups.details_of(unit, of_groups)
        beside.update((id, _of_group(details)) for id, details in found.items())
    if of_attendants := [each.id for each in extensions if each.kind == ATTENDANT]:
        menus = attendants.details_of(unit, of_attendants)
        beside.update((id, _of_attendant(details)) for id, details in menus.items())
    return [_form(each, held.get(each.id, ()), led.get(each.id, ()), beside.get(each.id, ())) for each in extensions]


def of_devices(unit: Unit, found: Sequence[Device], led: Mapping[int, str]) -> dict[int, Form]:
    """The forms of devices, by their numbers in the database; ``led`` are the account ids of extensions, by theirs."""
    keys = devices.keys_of(unit, [each.id for each in found])
    return {each.id: _of_device(each, led.get(each.extension or 0, ""), keys.get(each.id, ())) for each in found}


def name_of(form: Form) -> str:
    """The account id of which a form is."""
    return dict(form)[NAME]


def values_of(form: Form, name: str) -> list[str]:
    """The values of a member, none of one that is empty."""
    return [value for member, value in form if member == name]


def written(form: Form) -> str:
    """A form as the element of a snapshot."""
    members = (f"<{name}>{value.translate(_ESCAPED)}</{name}>" for name, value in form)
    what = DEVICE if is_device(form) else EXTENSION
    return f"<{what}>{''.join(members)}</{what}>"


def is_device(form: Form) -> bool:
    """Is it that of a device, and of no extension?"""
    return (_KIND, DEVICE) in form


def snapshot(customer: int, forms: Iterable[Form]) -> str:
    """The whole of what a customer has, by account id."""
    inner = "".join(map(written, sorted(forms, key=name_of)))
    return f'<configuration customer="{customer}">{inner}</configuration>'


def read(text: str) -> dict[str, Form]:
    """The forms of a snapshot, by account id."""
    found: dict[str, Form] = {}
    members: list[tuple[str, str]] = []
    value: list[str] = []
    depth: list[str] = []
    parser = expat.ParserCreate()

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        depth.append(name)
        value.clear()

    def end(name: str) -> None:
        depth.pop()
        if len(depth) == _MEMBERS:
            members.append((name, "".join(value)))
        elif len(depth) == _FORMS:
            form = tuple(members)
            found[name_of(form)] = form
            members.clear()

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, value.append
    parser.Parse(text, True)
    return found


def digest(text: str) -> str:
    """By which a snapshot, or the element of one extension, is compared."""
    return hashlib.sha256(text.encode()).hexdigest()


def _form(extension: Extension, held: Sequence[Subscription], led: Sequence[Number], beside: Form) -> Form:
    members = (
        (NAME, extension.account_id),
        (_KIND, extension.kind),
        ("number", extension.number or ""),
        ("name", extension.name),
        ("displayName", extension.display_name),
        ("sipUsername", extension.sip_username),
        ("domain", extension.domain),
        ("primaryNumber", next((each.number for each in led if each.role != DID), "")),
        *(("numbers", number) for number in sorted(each.number for each in led)),
        *sorted((_MEMBER_OF[each.kind], each.code) for each in held),
        ("localPrefix", extension.local_prefix),
        ("callerId", extension.caller_id),
        ("recordOutbound", "true" if extension.record_outbound else ""),
        ("recordEmail", extension.record_email),
        ("recordSubject", extension.record_subject),
    )
    return tuple((name, value) for name, value in chain(members, beside) if value)


def _of_device(device: Device, extension: str, keys: Sequence[devices.Key]) -> Form:
    members = (
        (NAME, device.account_id),
        (_KIND, DEVICE),
        ("name", device.name),
        ("mac", device.mac or ""),
        ("model", device.model),
        ("sipUsername", device.sip_username),
        ("domain", device.domain),
        ("extension", extension),
        ("credentials", str(device.credentials)),
        *(("lines", f"{key.place} {key.kind} {key.target} {key.label}") for key in keys),
    )
    return tuple((name, value) for name, value in members if value)


def _of_group(details: groups.Details) -> Form:
    return (
        ("policy", details.policy),
        ("timeout", str(details.timeout)),
        ("cancelMode", details.cancel_mode),
        *(("members", member) for member in details.members),
    )


def _of_attendant(details: attendants.Details) -> Form:
    return (("greeting", details.greeting), *(("keys", f"{each.key} {each.target}") for each in details.keys))
