# SPDX-License-Identifier: Apache-2.0
"""The numbers that customers and resellers hold (pbx.md 16, N1 to N5)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.undo import Step
from ngnprov.errors import CustomerUnknown, InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import Tenancy, find_tenancy, read_tenancy
from ngnprov.ports.pbx import e164
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.errors import NumberNotHeld
from ngnprov.ports.pbx.extensions import store as extensions
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, hold_pbx
from ngnprov.ports.pbx.extensions.references import require_number_unreferred
from ngnprov.ports.pbx.extensions.tables import PILOT
from ngnprov.ports.pbx.names import MOST_AT_ONCE
from ngnprov.ports.pbx.numbers import assigning, presentation, service, store
from ngnprov.ports.pbx.numbers.service import Wanted
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.numbers.tables import DID
from ngnprov.ports.pbx.numbers.wire import (
    NumberAssignmentAnswer,
    NumberHoldingAnswer,
    NumberPageAnswer,
    NumberQueryFields,
)

LISTED = Resource(
    store.LISTED,
    subject=lambda number: f"PBX number {number.number}",
    unknown=partial(NumberNotHeld, "there is no such number"),
)


def add_numbers(call: Call, customer: int, written: Sequence[str]) -> list[NumberAssignmentAnswer]:
    """Put numbers into what a customer or reseller holds (N1 to N3), all of them or none.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NotAuthorized (inactive reseller), NumberTaken.
    """
    if not 1 <= len(written) <= MOST_AT_ONCE:
        raise InvalidValue(f"must be 1 to {MOST_AT_ONCE} numbers", field="numbers")
    owner = find_tenancy(call, required(customer, "customer"), "customer", CustomerUnknown)
    if owner.customer != owner.reseller:
        hold_pbx(call, customer, "customer")
    entitlements.claim(call, owner.customer, owner.reseller, {})
    wanted: dict[str, str] = {}
    for place, each in enumerate(written):
        field = f"numbers.{place}"
        digits = e164.number(each, field)
        if digits in wanted:
            raise InvalidValue("is given twice", field=field)
        wanted[digits] = field
    added = {digits: _add(call, owner, digits, wanted[digits]) for digits in sorted(wanted)}
    return [presentation.assigned(added[digits], None) for digits in wanted]


def release_number(call: Call, customer: int, written: str) -> NumberAssignmentAnswer:
    """Let a customer or reseller hold a number no more, from which others are kept for a while (N4).

    Raises MissingInput, InvalidValue, CustomerUnknown, NumberNotHeld, Referred, BlockedFromAbove.
    """
    owner = find_tenancy(call, required(customer, "customer"), "customer", CustomerUnknown)
    digits = e164.number(written, "number")
    number = store.find_live(call.unit, digits)
    if number is None or number.customer != owner.customer:
        raise NumberNotHeld(f"the number {digits} is not one that the customer holds", field="number")
    if number.role != DID:
        raise InvalidValue("goes with its extension", field="number")
    require_number_unreferred(call, number.id, "number")
    shown = extensions.with_caller_id(call.unit, owner.customer, digits)
    if shown is not None:
        raise InvalidValue(f"is the caller ID of {shown}", field="number")
    if number.extension is not None:
        pilot = EXTENSIONS.records.lock_any(call.unit, number.extension)
        assert pilot is not None, "a number leads to an extension that lives"
        require_manageable(call, pilot, "number")
        if pilot.kind != PILOT:
            raise InvalidValue(f"leads to {pilot.number or pilot.account_id}", field="number")
        EXTENSIONS.records.count_change(call.unit, pilot.id)
        assigning.take_from_pilot(call, pilot, number)
    until = service.until(call)
    if not store.release(call.unit, number.id, call.now, until):
        raise NumberNotHeld(f"the number {digits} is not one that the customer holds", field="number")
    call.removed(number.subject, _told(number), undo_by=[_step("addNumbers", owner.customer, numbers=[digits])])
    return presentation.assigned(number, None, until)


def get_numbers(call: Call, query: NumberQueryFields) -> NumberPageAnswer:
    """Numbers in scope that are held, or kept from others."""
    asked: Any = {**query, "filter": {**query.get("filter", {}), "now": call.now}}
    return LISTED.find(call, asked, presentation.listed)


def get_number_history(call: Call, written: str) -> list[NumberHoldingAnswer]:
    """Who in the caller's scope held a number. Raises InvalidValue."""
    digits = e164.number(written, "number")
    return [presentation.holding(each) for each in store.history(call.unit, call.actor, digits)]


def _add(call: Call, owner: Tenancy, digits: str, field: str) -> Number:
    number = service.new_number(call, owner.customer, Wanted(digits, DID))
    former = store.find_live(call.unit, digits)
    if former is None or not _may_move(call, owner, former):
        service.require_free(call, owner.customer, digits, field)
        stored = service.stored(call, number, field)
        call.created(stored.subject, _told(stored), undo_by=[_step("releaseNumber", owner.customer, number=digits)])
        return stored
    if not store.release(call.unit, former.id, call.now, None):
        raise service.taken(digits, field)
    stored = service.stored(call, number, field)
    back = [_step("addNumbers", former.customer, numbers=[digits])]
    before, after = ({"customer": each.customer} for each in (former, stored))
    call.changed(stored.subject, before, after, customer=owner.customer, undo_by=back)
    return stored


def _may_move(call: Call, owner: Tenancy, former: Number) -> bool:
    """Is it one of the reseller's that goes to its customer (N3); or one that goes back, when that is undone?"""
    if former.role != DID or former.extension is not None or former.customer == owner.customer:
        return False
    if former.customer == owner.reseller:
        return True
    if call.reverts is None or owner.customer != owner.reseller:
        return False
    return call.actor.is_admin or read_tenancy(call, former.customer, "customer").reseller == owner.reseller


def _told(number: Number) -> dict[str, Any]:
    """What the journal tells of a number."""
    return {"number": number.number, "customer": number.customer, "role": number.role, "extension": ""}


def _step(operation: str, customer: int, **named: Any) -> Step:
    return Step("pbx", operation, {"customer": customer, **named})
