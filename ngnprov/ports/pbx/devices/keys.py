# SPDX-License-Identifier: Apache-2.0
"""The keys of a device, as a caller gives them and as they are stored (pbx.md H5)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.devices.configuration import BLF, KINDS, MOST_KEYS, PRIVATE, SHARED
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.devices.store import Key
from ngnprov.ports.pbx.devices.wire import DeviceLineAnswer, DeviceLineFields
from ngnprov.ports.pbx.errors import BadLine
from ngnprov.ports.pbx.extensions.lookup import find_named
from ngnprov.ports.pbx.extensions.store import Extension, number_of

LINES = (PRIVATE, SHARED)
"""What is the device's own line, and leads nowhere else."""
_AS_DIALLED = "="
"""How an undo names what is dialled, whatever extension there is by now."""
_DIALLED = re.compile(r"\+?[0-9*#]{1,32}", re.ASCII).fullmatch


def wanted(
    call: Call, customer: int, given: Sequence[DeviceLineFields], linked: Extension | None, path: str
) -> tuple[Key, ...]:
    """The keys that a caller gives to a device which is ``linked`` to an extension, by their places. Raises BadLine,
    InvalidValue."""
    found: dict[int, Key] = {}
    for index, each in enumerate(given):
        field = f"{path}.{index}"
        place, kind = each.get("place", 0), each.get("type", "")
        if not 1 <= place <= MOST_KEYS:
            raise BadLine(f"must be 1 to {MOST_KEYS}", field=f"{field}.place")
        if place in found:
            raise BadLine("is given twice", field=f"{field}.place")
        if kind not in KINDS:
            raise BadLine(f"must be one of {', '.join(KINDS)}", field=f"{field}.type")
        label = names.line(each.get("label", ""), f"{field}.label")
        found[place] = _key(call, customer, each, linked, field)._replace(place=place, label=label)
    return tuple(found[place] for place in sorted(found))


def members(place: int, kind: str, target: str, label: str) -> DeviceLineFields:
    """A key as a caller gives it, who says in one of two members where it leads."""
    is_watched = kind == BLF
    return {
        "place": place,
        "type": kind,
        "extension": target if is_watched else "",
        "target": "" if is_watched else target,
        "label": label,
    }


def given_by(keys: Sequence[Key], *, to_undo: bool = False) -> list[DeviceLineFields]:
    """Keys as a caller gives them; ``to_undo`` extensions by what they are called in an undo."""
    return [_given(key, to_undo=to_undo) for key in keys]


def answer(key: Key) -> DeviceLineAnswer:
    """A key as it is answered."""
    return DeviceLineAnswer(**_given(key))


def _given(key: Key, *, to_undo: bool = False) -> DeviceLineFields:
    target = key.target
    if to_undo and key.kind not in LINES:
        target = _AS_DIALLED + target if key.extension is None else number_of(key.extension)
    return members(key.place, key.kind, target, key.label)


def _key(call: Call, customer: int, given: Mapping[str, Any], linked: Extension | None, field: str) -> Key:
    kind, extension, target = given["type"], given.get("extension", ""), given.get("target", "")
    key = Key(0, kind, None, "", "")
    if kind in LINES:
        _require_empty(target, f"{field}.target", "a line leads nowhere")
        own = () if linked is None else ("", linked.number, linked.account_id)
        if extension and extension not in own:
            raise BadLine("must be the extension to which the device is linked, or empty", field=f"{field}.extension")
        return key
    if kind == BLF:
        _require_empty(target, f"{field}.target", "who is watched is an extension")
        watched = _find(call, customer, extension)
        if watched is None:
            raise BadLine("must be an extension of the customer", field=f"{field}.extension")
        return _leading_to(key, watched)
    _require_empty(extension, f"{field}.extension", "where it leads is its target")
    if call.reverts is not None and target.startswith(_AS_DIALLED):
        return key._replace(target=target.removeprefix(_AS_DIALLED))
    reached = _find(call, customer, target)
    if reached is not None:
        return _leading_to(key, reached)
    if not _DIALLED(target):
        raise BadLine(
            "must be an extension of the customer, or digits, * and #, with + before them or not",
            field=f"{field}.target",
        )
    return key._replace(target=target)


def _leading_to(key: Key, extension: Extension) -> Key:
    return key._replace(extension=extension.id, target=extension.number or extension.account_id)


def _find(call: Call, customer: int, name: str) -> Extension | None:
    return find_named(call, customer, name) if name else None


def _require_empty(value: str, field: str, why: str) -> None:
    if value:
        raise BadLine(f"must be empty: {why}", field=field)
