# SPDX-License-Identifier: Apache-2.0
"""Which extension a direct dial-in number leads to (pbx.md 16, N6 to N8).

Whoever calls holds the customer. An extension counts a change when a number comes or goes."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.tenancy import Tenancy
from ngnprov.ports.pbx import e164
from ngnprov.ports.pbx.blocking.layers import hold_manageable, require_manageable
from ngnprov.ports.pbx.errors import NumberNotHeld
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, hold_pilot
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import PILOT
from ngnprov.ports.pbx.numbers import presentation, service, store
from ngnprov.ports.pbx.numbers.service import Wanted
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.numbers.tables import DID
from ngnprov.ports.pbx.numbers.wire import NumberAssignmentAnswer

FIELD = "e164"


def assign_number(call: Call, customer: int, name: str, written: str) -> NumberAssignmentAnswer:
    """Let a number that the customer holds lead to an extension (N6).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot, BlockedFromAbove,
    NumberNotHeld, NumberTaken, RangeFull, CustomerLimit, ResellerLimit."""
    pbx, extension = hold_manageable(call, customer, name)
    number = _held(call, pbx.owner, e164.number(written, FIELD))
    if number.extension is None:
        if call.reverts is not None and extension.kind != PILOT:
            # it led to the pilot, from which somebody has taken it since
            raise NumberNotHeld("leads nowhere now, and not to the pilot", field=FIELD)
        _publish(call, pbx.owner, number, extension)
        former = None
    else:
        former = _pilot_that_has(call, number, extension)
        require_manageable(call, former, FIELD)
        with call.parts():
            service.redirect(call, [number], extension.id, extension.sip_id, FIELD)
        EXTENSIONS.records.count_change(call.unit, former.id)
    EXTENSIONS.records.count_change(call.unit, extension.id)
    back = [_step("unassignNumber", extension, number)]
    if former is None and extension.kind != PILOT:  # the number goes by way of the pilot
        back.append(Step("pbx", "unassignNumber", {**_named(number), "number": ""}))
    _tell(call, number, former, extension, back)
    return presentation.assigned(number, extension)


def unassign_number(call: Call, customer: int, name: str, written: str) -> NumberAssignmentAnswer:
    """Let a number lead to the pilot again, and that of the pilot nowhere (N7).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot, BlockedFromAbove,
    NumberNotHeld, NumberTaken."""
    pbx, extension = hold_manageable(call, customer, name)
    number = _held(call, pbx.owner, e164.number(written, FIELD))
    if number.extension != extension.id:
        raise InvalidValue("does not lead to this extension", field=FIELD)
    if number.role != DID:
        raise InvalidValue("goes with its extension", field=FIELD)
    EXTENSIONS.records.count_change(call.unit, extension.id)
    if extension.kind == PILOT:
        return take_from_pilot(call, extension, number)
    pilot = hold_pilot(call, pbx)
    give_to_pilot(call, [number], extension, pilot, FIELD)
    return presentation.assigned(number, pilot)


def take_from_pilot(call: Call, pilot: Extension, number: Number) -> NumberAssignmentAnswer:
    """Let a number of the pilot's lead nowhere; its customer holds it."""
    store.lead(call.unit, number._replace(extension=None, tld="", alias=None, enum_number=None, change_date=call.now))
    with call.parts():
        service.withdraw(call, [number], pilot.domain)
    _tell(call, number, pilot, None, [_step("assignNumber", pilot, number)])
    return presentation.assigned(number, None)


def give_to_pilot(call: Call, numbers: Sequence[Number], extension: Extension, pilot: Extension, field: str) -> None:
    """Let numbers of an extension lead to the pilot."""
    if not numbers:
        return
    with call.parts():
        service.redirect(call, numbers, pilot.id, pilot.sip_id, field)
    EXTENSIONS.records.count_change(call.unit, pilot.id)
    for each in numbers:
        _tell(call, each, extension, pilot, [_step("assignNumber", extension, each)])


def let_go(call: Call, numbers: Sequence[Number], pilot: Extension) -> None:
    """Let numbers lead nowhere, whose pilot is removed; what makes calls arrive is removed by whoever calls."""
    for each in numbers:
        free = each._replace(extension=None, tld="", alias=None, enum_number=None, change_date=call.now)
        store.lead(call.unit, free)
        _tell(call, each, pilot, None, [_step("assignNumber", pilot, each)])


def steps_again(extension: Extension, numbers: Sequence[Number]) -> list[Step]:
    """What gives numbers to an extension again that was removed."""
    return [_step("assignNumber", extension, each) for each in numbers]


def _held(call: Call, owner: Tenancy, digits: str) -> Number:
    """A number that a customer holds. Raises NumberNotHeld, and NumberTaken when somebody else does."""
    number = store.find_live(call.unit, digits)
    if number is None or number.customer == owner.reseller != owner.customer:
        raise NumberNotHeld(f"the number {digits} is not one that the customer holds", field=FIELD)
    if number.customer != owner.customer:
        raise service.taken(digits, FIELD, service.whom(call, number.customer, owner.customer))
    return number


def _pilot_that_has(call: Call, number: Number, wanted: Extension) -> Extension:
    """The extension to which a number leads, if it may be taken from there. Raises NumberTaken."""
    former = EXTENSIONS.records.lock_any(call.unit, number.extension)
    assert former is not None, "a number leads to an extension that lives"
    if number.role != DID or former.kind != PILOT or former.id == wanted.id:
        whose = former.number or former.account_id
        raise service.taken_by(number.number, whose, FIELD, former.customer)
    return former


def _publish(call: Call, owner: Tenancy, number: Number, extension: Extension) -> None:
    with call.parts():
        publishing, tree = service.Publishing(call), service.tree_for(call, owner.customer, number.number)
        (tree,) = publishing.hold(owner.customer, [(number.number, tree)])
        made = publishing.in_enum(owner.customer, Wanted(number.number, DID), tree, extension.address, FIELD)
        made = publishing.with_alias(made, extension.sip_id, FIELD)
    store.lead(call.unit, made._replace(id=number.id, extension=extension.id))


def _tell(call: Call, number: Number, former: Extension | None, now: Extension | None, back: Sequence[Step]) -> None:
    before, after = ("" if each is None else each.account_id for each in (former, now))
    call.changed(number.subject, {"extension": before}, {"extension": after}, customer=number.customer, undo_by=back)


def _step(operation: str, extension: Extension, number: Number) -> Step:
    return Step("pbx", operation, {**_named(number), "number": extension.account_id})


def _named(number: Number) -> dict[str, object]:
    return {"customer": number.customer, "e164": number.number}
