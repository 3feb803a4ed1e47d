# SPDX-License-Identifier: Apache-2.0
"""Levels of blocks, what each lets whom do, and the one thing that follows from all of them: the SIP group ``blocked``.

An extension is blocked while anything blocks it: a level of its own, or a suspension of its customer or its reseller. Nobody
stores that: it is worked out, so that lifting one level brings back exactly what the others say (pbx.md B2)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.blocking import store
from ngnprov.ports.pbx.blocking.store import Block
from ngnprov.ports.pbx.devices import store as device_store
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.errors import BlockedFromAbove
from ngnprov.ports.pbx.extensions.lookup import Pbx, hold_called, hold_pbx
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.sip.accounts.lookup import lock_account
from ngnprov.ports.sip.groups import service as groups
from ngnprov.ports.tenant.errors import NotBlockedHere
from ngnprov.ports.tenant.lifecycle.levels import ADMIN, LEVELS, LIFTED_BECAUSE, RESELLER, SELF, SYSTEM, own_level

Held = TypeVar("Held", Extension, Device)
"""What has an account that is blocked with it."""

_ABOVE: Mapping[str, frozenset[str]] = {
    SELF: frozenset({RESELLER, ADMIN, SYSTEM}),
    RESELLER: frozenset({ADMIN}),
    ADMIN: frozenset(),
}
"""At which levels a block keeps whom from managing what is blocked. What the system blocks, as a trial that has ended, its
reseller still manages."""


def require_manageable(call: Call, extension: Extension, field: str) -> None:
    """Raise BlockedFromAbove on ``field`` when a level above the caller's blocks an extension, its customer or reseller."""
    require_all_manageable(call, [extension], field)


def hold_manageable(call: Call, customer: int, name: str) -> tuple[Pbx, Extension]:
    """The PBX of a ``customer`` and its extension of a ``number`` or account id, both held, which the caller may manage.

    Raises MissingInput, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot, BlockedFromAbove.
    """
    pbx = hold_pbx(call, customer, "customer")
    extension = hold_called(call, pbx.customer, name, "number")
    require_manageable(call, extension, "number")
    return pbx, extension


def require_all_manageable(call: Call, extensions: Sequence[Extension], field: str) -> None:
    """The same of any of several."""
    above = _ABOVE[own_level(call.actor)]
    if not above:
        return
    layers = store.layers_of(call.unit, [each.id for each in extensions])
    for extension in extensions:
        if found := {layer.level for layer in layers.get(extension.id, ())} & above:
            levels = " and ".join(each for each in LEVELS if each in found)
            raise BlockedFromAbove(
                f"the extension {extension.account_id} is blocked from above, at the level {levels}", field=field
            )


def block(call: Call, extension: Extension, level: str, reason: str | None) -> bool:
    """Block an extension at a level; is anything else than before?

    A block that is there stays, and gets the reason, if one is given. What follows is for :func:`settle`.
    """
    present = store.get(call.unit, extension.id, level)
    if present is None:
        new = Block(0, extension.customer, extension.id, level, reason or "", call.actor.login, call.now)
        new = store.insert(call.unit, new)
        call.created(_subject(new, extension), _told(new), undo_by=_lifting(extension, level))
        return True
    if reason is None or reason == present.reason:
        return False
    store.set_reason(call.unit, present.id, reason)
    back = _blocking(extension, level, present.reason)
    before, after = {"reason": present.reason}, {"reason": reason}
    call.changed(_subject(present, extension), before, after, extension.customer, undo_by=back)
    return True


def lift(call: Call, extension: Extension, level: str, reason: str, field: str) -> None:
    """Lift a block. Raises NotBlockedHere on ``field``. What follows is for :func:`settle`."""
    present = store.get(call.unit, extension.id, level)
    if present is None:
        raise NotBlockedHere(f"the extension is not blocked at the level {level}", field=field)
    _remove(call, present, extension, {LIFTED_BECAUSE: reason} if reason else {})


def withdraw(call: Call, extension: Extension) -> int:
    """Remove all blocks of an extension that is about to be removed; how many."""
    found = store.of_extension(call.unit, extension.id)
    for each in found:
        _remove(call, each, extension, {})
    return len(found)


def unsettled(unit: Unit, extensions: Sequence[Extension]) -> list[tuple[Extension, bool]]:
    """Extensions whose accounts are in the group ``blocked`` although nothing blocks them, or not although something does;
    and whether something does (pbx.md B2)."""
    blocked = store.layers_of(unit, [each.id for each in extensions])
    return _wrong(unit, [(each, each.id in blocked) for each in extensions])


def unsettled_devices(unit: Unit, devices: Sequence[Device]) -> list[tuple[Device, bool]]:
    """The same of devices: each is blocked as its extension is, and nobody's are (H7)."""
    blocked = store.layers_of(unit, [each.extension for each in devices if each.extension is not None])
    return _wrong(unit, [(each, each.extension is None or each.extension in blocked) for each in devices])


def settle(call: Call, extensions: Sequence[Extension]) -> int:
    """Let the accounts of extensions, and of their devices, be in the group ``blocked`` if and only if something blocks them;
    how many extensions were not.

    Their customers, or their reseller, are held.
    """
    wrong = unsettled(call.unit, extensions)
    _settle(call, wrong)
    found = device_store.of_extensions(call.unit, [each.id for each in extensions])
    settle_devices(call, [device for devices in found.values() for device in devices])
    return len(wrong)


def settle_devices(call: Call, devices: Sequence[Device]) -> int:
    """The same of devices alone."""
    wrong = unsettled_devices(call.unit, devices)
    _settle(call, wrong)
    return len(wrong)


def _wrong(unit: Unit, wanted: Sequence[tuple[Held, bool]]) -> list[tuple[Held, bool]]:
    members = groups.members_among(unit, [each.account for each, _ in wanted], groups.BLOCKED) if wanted else ()
    return [(each, is_blocked) for each, is_blocked in wanted if is_blocked != (each.account in members)]


def _settle(call: Call, wrong: Sequence[tuple[Held, bool]]) -> None:
    with call.parts():
        for each, is_blocked in wrong:
            account = lock_account(call, each.sip_id)  # type: ignore[arg-type]
            if is_blocked:
                groups.join(call, account, groups.BLOCKED, "number")
            else:
                groups.leave(call, account, groups.BLOCKED)


def _remove(call: Call, present: Block, extension: Extension, also: Mapping[str, Any]) -> None:
    store.remove(call.unit, present.id)
    back = _blocking(extension, present.level, present.reason)
    call.removed(_subject(present, extension), {**_told(present), **also}, undo_by=back)


def _subject(one: Block, extension: Extension) -> str:
    return f"PBX block {one.level} of {extension.account_id} {extension.id}"


def _told(one: Block) -> dict[str, Any]:
    values = one._asdict()
    del values["id"], values["extension"]
    return values


def _lifting(extension: Extension, level: str) -> Sequence[Step]:
    return _step("unblockExtension", extension, level, "")


def _blocking(extension: Extension, level: str, reason: str) -> Sequence[Step]:
    return _step("blockExtension", extension, level, reason)


def _step(operation: str, extension: Extension, level: str, reason: str) -> Sequence[Step]:
    named = {"customer": extension.customer, "number": extension.account_id}
    return [Step("pbx", operation, {**named, "reason": reason, "level": level})]
