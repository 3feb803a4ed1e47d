# SPDX-License-Identifier: Apache-2.0
"""The rules of blocking (pbx.md 13)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.blocking import layers, store
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, hold_called, hold_pbx
from ngnprov.ports.pbx.extensions.presentation import answer
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.tenant.lifecycle.levels import LEVELS, may_lift, own_level


def block_extension(call: Call, customer: int, number: str, reason: str | None, level: str) -> ExtensionAnswer:
    """Block an extension at the caller's level (B1, B3). One that is so already gets the reason, if one is given.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot, NotAuthorized (a level
    that is not his).
    """
    extension = _hold(call, customer, number)
    level = _known(level) or own_level(call.actor)
    if level != own_level(call.actor) and (call.reverts is None or not may_lift(call.actor, level)):
        raise NotAuthorized(f"is not yours: you block at the level {own_level(call.actor)}", field="level")
    is_new = layers.block(call, extension, level, reason and names.text(reason, "reason"))
    return answer(call, _changed(call, extension) if is_new else extension)


def unblock_extension(call: Call, customer: int, number: str, reason: str, level: str) -> ExtensionAnswer:
    """Lift a block of an extension, the caller's own unless ``level`` says another one that is his to lift (B4).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot, NotAuthorized (a level
    that is not his to lift), BlockedFromAbove, NotBlockedHere.
    """
    extension = _hold(call, customer, number)
    level = _known(level) or own_level(call.actor)
    if not may_lift(call.actor, level):
        raise NotAuthorized("is not yours to lift", field="level")
    layers.require_manageable(call, extension, "number")
    layers.lift(call, extension, level, names.text(reason, "reason"), "number")
    return answer(call, _changed(call, extension))


def settle_all(call: Call, entry: int) -> None:
    """Do what follows from an entry being suspended, or not any more: for its extensions, and those of all its customers if it
    is a reseller. Whoever changes an extension holds its customer and its reseller, and the entry is one of them (tenancy.py).
    """
    for batch in store.batches(call.unit, entry):
        layers.settle(call, batch)


def _hold(call: Call, customer: int, named: str) -> Extension:
    return hold_called(call, hold_pbx(call, customer, "customer").customer, named, "number")


def _known(level: str) -> str:
    if level not in ("", *LEVELS):
        raise InvalidValue(f"must be one of {', '.join(LEVELS)}", field="level")
    return level


def _changed(call: Call, extension: Extension) -> Extension:
    """An extension of which a block was set or lifted: another version of it, as it is blocked or not now."""
    layers.settle(call, [extension])
    EXTENSIONS.records.update(call.unit, extension.id, {"change_date": call.now})
    return extension._replace(change_date=call.now, version=extension.version + 1)
