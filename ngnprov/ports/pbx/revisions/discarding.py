# SPDX-License-Identifier: Apache-2.0
"""Restoring what was applied, by the operations with which a caller would do it (pbx.md R9).

None of them is believed: whatever differs at the end refuses all. What was added goes first, so that numbers are free again;
then numbers come back, and then what is told by them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.ports.pbx.attendants.service import delete_attendant, update_attendant
from ngnprov.ports.pbx.errors import DraftInconsistent
from ngnprov.ports.pbx.extensions import store as extensions
from ngnprov.ports.pbx.extensions.lookup import Pbx, hold_pilot
from ngnprov.ports.pbx.extensions.renumbering import base_of
from ngnprov.ports.pbx.extensions.service import (
    delete_extension,
    next_number,
    renumber_extension,
    update_extension,
)
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import ATTENDANT, GROUP, PILOT, USER
from ngnprov.ports.pbx.groups.service import delete_group, update_group
from ngnprov.ports.pbx.numbers.assigning import assign_number, unassign_number
from ngnprov.ports.pbx.pilots.service import parts_of, update_pilot
from ngnprov.ports.pbx.revisions.comparing import Difference, Draft
from ngnprov.ports.pbx.revisions.discarding_devices import delete_added_devices, loosen_devices, restore_devices
from ngnprov.ports.pbx.revisions.forms import Form, values_of
from ngnprov.ports.pbx.revisions.restoring import FIELD, restoring
from ngnprov.ports.pbx.revisions.states import ADDED, REMOVED
from ngnprov.ports.pbx.subscriptions.assigning import assign_product, unassign_product

_MAIN = "mainProduct"
_RESTING = ("addons", "callPlan")
"""What may rest on a main product."""


def lost(draft: Draft) -> Iterator[str]:
    """What cannot be restored, in words: an account that was removed took its password along, and pilots stay."""
    for each in draft.changes:
        if each.state == REMOVED:
            yield f"{each.account_id} was removed, and its account with it"
        elif each.state == ADDED and each.kind == PILOT:
            yield f"{each.account_id} was added, and only deletePilot removes a pilot"


def discard(call: Call, pbx: Pbx, draft: Draft) -> None:
    """Restore what was applied of a draft of which nothing is lost. Raises DraftInconsistent."""
    delete_added_devices(call, draft)
    loosen_devices(call, draft)
    _delete_added(call, draft)
    _renumber(call, pbx, Draft(call.unit, pbx.customer))
    draft = Draft(call.unit, pbx.customer)
    _each(call, draft, _give_back)
    _each(call, draft, _take)
    _restore_numbers(call, draft)
    _each(call, Draft(call.unit, pbx.customer), _restore_members)
    restore_devices(call, Draft(call.unit, pbx.customer))


def _each(call: Call, draft: Draft, restore: Callable[[Call, int, Difference], None]) -> None:
    for difference in draft.changes:
        with restoring(difference.account_id):
            restore(call, draft.customer, difference)


def _delete_added(call: Call, draft: Draft) -> None:
    """Remove what was added, each one when nothing that is left refers to it."""
    added = {each.id: each for each in draft.changes if each.state == ADDED}
    named = set().union(*(_names(each.after) for each in added.values()))
    for extension in draft.extensions:
        if extension.id not in added:
            _loosen(call, extension, draft.forms[extension.id], named)
    left = {each.id: each for each in draft.extensions if each.id in added}
    while left:
        referred = set().union(*(_references(added[id].after) for id in left))
        free = [id for id in left if not _names(added[id].after) & referred]
        if not free:  # they refer to each other
            id, extension = next(iter(left.items()))
            _loosen(call, extension, added[id].after, named)
            added[id] = added[id]._replace(after=_without_references(added[id].after))
        for id in free:
            with restoring(added[id].account_id):
                _delete(call, left.pop(id))


def _delete(call: Call, extension: Extension) -> None:
    named: Any = _named(extension)
    if extension.kind == GROUP:
        delete_group(call, named)
    elif extension.kind == ATTENDANT:
        delete_attendant(call, named)
    else:
        delete_extension(call, extension.customer, named["number"])


def _names(form: Form) -> set[str]:
    """By which others refer to an extension: number or account id, and telephone number with ``+``."""
    found = dict(form)
    number = found.get("primaryNumber", "")
    return {found.get("number") or found["accountId"], *([f"+{number}"] if number else [])}


def _references(form: Form) -> set[str]:
    """To what others it refers."""
    callers = {f"+{each}" for each in values_of(form, "callerId")}
    return ({*values_of(form, "members"), *map(_target, values_of(form, "keys"))} | callers) - _names(form)


def _target(key: str) -> str:
    return key.partition(" ")[2]


def _without_references(form: Form) -> Form:
    return tuple(member for member in form if member[0] not in ("members", "keys", "callerId"))


def _loosen(call: Call, extension: Extension, form: Form, gone: set[str]) -> None:
    """Let an extension refer to nothing that goes."""
    found = _references(form) & gone
    if not found:
        return
    members: dict[str, Any] = {"caller_id": ""}
    if extension.kind == GROUP:
        members = {"members": [each for each in values_of(form, "members") if each not in found]}
    elif extension.kind == ATTENDANT:
        members = {"keys": _keys([key for key in values_of(form, "keys") if _target(key) not in found])}
    with restoring(extension.account_id):
        _UPDATES[extension.kind](call, {**_named(extension), **members})


def _renumber(call: Call, pbx: Pbx, draft: Draft) -> None:
    """Give extensions their former numbers, and the pilot its base number. Those that have each other's go by way of a free
    one."""
    pending = {each.id: each for each in draft.changes}
    pilot = next((each for each in draft.changes if each.kind == PILOT), None)
    if pilot is not None and (base := dict(pilot.before)["primaryNumber"]) != dict(pilot.after)["primaryNumber"]:
        if call.actor.level is Level.CUSTOMER:
            raise DraftInconsistent(
                f"{pilot.account_id} cannot be restored: the login of a customer does not change the base number (E15)",
                field=FIELD,
            )
        with restoring(pilot.account_id):
            update_pilot(call, {"customer": pbx.customer, "number": parts_of(base)})  # type: ignore[typeddict-item]
    wanted = {id: dict(each.before).get("number", "") for id, each in pending.items()}
    wanted = {id: number for id, number in wanted.items() if number != dict(pending[id].after).get("number", "")}
    while wanted:
        free = [id for id, number in wanted.items() if extensions.named(call.unit, pbx.customer, number) is None]
        for id in free or [next(iter(wanted))]:
            with restoring(pending[id].account_id):
                number = wanted.pop(id) if free else _spare(call, pbx)
                renumber_extension(call, pbx.customer, _number_now(call, id), number)


def _spare(call: Call, pbx: Pbx) -> str:
    """A number that nobody has."""
    pilot = hold_pilot(call, pbx)
    return next_number(call, pbx, pilot, base_of(call, pilot).number, FIELD)


def _number_now(call: Call, id: int) -> str:
    found = extensions.EXTENSIONS.lock_any(call.unit, id)
    assert found is not None, "what is renumbered is there while its customer is held"
    return found.number or ""


def _give_back(call: Call, customer: int, difference: Difference) -> None:
    """Give back what was not held; a main product that goes takes what rests on it along."""
    kept, after = _kept(difference), _products(difference.after)
    for member in (*_RESTING, _MAIN):
        for code in after[member]:
            if code not in kept[member]:
                unassign_product(call, customer, difference.account_id, code)


def _take(call: Call, customer: int, difference: Difference) -> None:
    """Take again what was held."""
    kept, before = _kept(difference), _products(difference.before)
    for member in (_MAIN, *_RESTING):
        for code in before[member]:
            if code not in kept[member]:
                assign_product(call, customer, difference.account_id, code)


def _kept(difference: Difference) -> Mapping[str, Sequence[str]]:
    """The products that were held and still are, none when the main product is another."""
    before, after = _products(difference.before), _products(difference.after)
    if before[_MAIN] != after[_MAIN]:
        return dict.fromkeys(before, ())
    return {member: [code for code in codes if code in after[member]] for member, codes in before.items()}


def _products(form: Form) -> Mapping[str, Sequence[str]]:
    return {member: values_of(form, member) for member in (_MAIN, *_RESTING)}


def _restore_numbers(call: Call, draft: Draft) -> None:
    """Let each direct dial-in number lead where it led: it comes and goes by way of the pilot."""
    pilot = next(each.account_id for each in draft.extensions if each.kind == PILOT)
    led, leads = (
        {number: each for each in draft.changes for number in _dids(form(each))} for form in (_before, _after)
    )
    for number in {**leads, **led}:
        difference = led.get(number) or leads[number]
        now, then = (found[number].account_id if number in found else "" for found in (leads, led))
        with restoring(difference.account_id):
            if now not in ("", then, pilot):
                unassign_number(call, draft.customer, now, number)
                now = pilot
            if now and not then:
                unassign_number(call, draft.customer, now, number)
            elif now != then:
                assign_number(call, draft.customer, then, number)


def _before(difference: Difference) -> Form:
    return difference.before


def _after(difference: Difference) -> Form:
    return difference.after


def _dids(form: Form) -> set[str]:
    return set(values_of(form, "numbers")) - set(values_of(form, "primaryNumber"))


def _restore_members(call: Call, customer: int, difference: Difference) -> None:
    """Give an extension the members that it had."""
    form = difference.before
    found = dict(form)
    extension = extensions.named(call.unit, customer, found["accountId"])
    if extension is None:  # it has another number still
        return
    given = {**_named(extension), "name": found["name"], "display_name": found.get("displayName", "")}
    _UPDATES[extension.kind](call, {**given, **_OF_KIND[extension.kind](form)})


def _of_user(form: Form) -> dict[str, Any]:
    found = dict(form)
    return {
        "local_prefix": found.get("localPrefix", ""),
        "caller_id": found.get("callerId", ""),
        "record_outbound": "recordOutbound" in found,
        "record_email": found.get("recordEmail", ""),
        "record_subject": found.get("recordSubject", ""),
    }


def _of_group(form: Form) -> dict[str, Any]:
    found = dict(form)
    return {
        "policy": found["policy"],
        "timeout": int(found["timeout"]),
        "cancel_mode": found["cancelMode"],
        "members": values_of(form, "members"),
    }


def _of_attendant(form: Form) -> dict[str, Any]:
    return {"greeting": dict(form).get("greeting", ""), "keys": _keys(values_of(form, "keys"))}


def _keys(written: Sequence[str]) -> list[dict[str, str]]:
    return [dict(zip(("button", "target"), each.split(" ", 1), strict=True)) for each in written]


def _named(extension: Extension) -> dict[str, Any]:
    """How operations of its kind name an extension."""
    if extension.kind == ATTENDANT:
        return {"customer": extension.customer, "num": extension.attendant}
    return {"customer": extension.customer, **({"number": extension.number} if extension.number else {})}


_UPDATES: Mapping[str, Callable[..., Any]] = {
    PILOT: update_pilot,
    USER: update_extension,
    GROUP: update_group,
    ATTENDANT: update_attendant,
}
_OF_KIND: Mapping[str, Callable[[Form], dict[str, Any]]] = {
    PILOT: lambda _: {},
    USER: _of_user,
    GROUP: _of_group,
    ATTENDANT: _of_attendant,
}
