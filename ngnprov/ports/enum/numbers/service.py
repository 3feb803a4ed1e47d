# SPDX-License-Identifier: Apache-2.0
"""The rules of ENUM numbers (enum.md 5)."""

from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import given_of
from ngnprov.calls.undo import Step
from ngnprov.db.failures import Duplicate
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.enum import names
from ngnprov.ports.enum.errors import NumberExists, NumberUnknown, RangeFull, RangeUnknown
from ngnprov.ports.enum.mappings import rules
from ngnprov.ports.enum.mappings import store as mapping_store
from ngnprov.ports.enum.mappings.store import Mapping
from ngnprov.ports.enum.numbers import store
from ngnprov.ports.enum.numbers.store import Number
from ngnprov.ports.enum.numbers.wire import (
    EnumIdAnswer,
    EnumIdFields,
    EnumNumberAnswer,
    EnumNumberFields,
    EnumNumberPageAnswer,
    EnumNumberQueryFields,
)
from ngnprov.ports.enum.ranges import store as range_store
from ngnprov.ports.enum.ranges.store import Range
from ngnprov.zonefiles.master_files import next_serial

CREDIT = {"enum_number_credit": 1}

EXISTS = partial(NumberExists, "the ENUM number exists", field="number.id")
NUMBERS = Resource(
    store.NUMBERS, subject=lambda number: number.subject, unknown=partial(NumberUnknown, "there is no such ENUM number")
)


def add_number(call: Call, new: EnumNumberFields) -> EnumNumberAnswer:
    """Create a number in the longest range that covers it; it consumes ``enum_number_credit`` of the range's customer.

    Raises MissingInput, InvalidValue, RangeUnknown (none in scope covers it), NumberExists, RangeFull, CustomerUnknown
    (owner), CustomerLimit, ResellerLimit, NotAuthorized (inactive reseller).
    """
    digits, tld = names.parts(new.get("id", {}), "number", "number.id")
    digits, tld = names.number(digits, "number.id.number"), names.tree(tld, "number.id.tld")
    held = range_store.lock_longest(call.unit, names.prefixes(digits), tld)
    if held is None or not call.actor.can_see(held.customer, held.reseller):
        raise RangeUnknown("no ENUM range covers the number", field="number.id.number")
    _check_length(digits, held)
    if store.is_there(call.unit, digits, tld):
        raise EXISTS()
    if held.used >= held.size > 0:
        raise RangeFull(
            f"the ENUM range has {held.used} numbers of {held.size}", kind="size", limit=held.size, used=held.used
        )
    targets = rules.read(new.get("mappings", ()), "number.mappings", held.ttl)
    owner = tenancy.owner_after_update(call, new.get("owner"), "number.owner")
    entitlements.claim(call, held.customer, held.reseller, CREDIT)
    number = Number(
        id=0,
        number=digits,
        tld=tld,
        dns_name=names.owner_name(digits, tld),
        range_id=held.id,
        owner=owner,
        customer=held.customer,
        reseller=held.reseller,
        info=new.get("info", ""),
        change_date=call.now,
    )
    try:
        number = NUMBERS.records.insert_record(call.unit, number, {})
    except Duplicate:
        raise EXISTS() from None
    call.made(NUMBERS.records, number.id)
    targets = mapping_store.replace(call.unit, number.id, (), targets)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now), 1)
    undo_by = [Step("enum", "deleteNumber", {"enumId": {"number": number.number, "tld": number.tld}})]
    call.created(number.subject, _journal_values(number, targets), undo_by=undo_by)
    return _answer(number, targets)


def update_number(call: Call, given: EnumNumberFields) -> EnumNumberAnswer:
    """Change the members given; a list of mappings, even an empty one, replaces the present one (R8).

    Raises MissingInput, InvalidValue, NumberUnknown, CustomerUnknown (owner).
    """
    held, number = _lock(call, given.get("id", {}), "number.id")
    targets = mapping_store.of_number(call.unit, number.id)
    wanted = targets
    if "mappings" in given:
        wanted = rules.read(given["mappings"], "number.mappings", held.ttl, targets)
    owner = tenancy.owner_after_update(call, given.get("owner"), "number.owner", number.owner)
    info = given.get("info", number.info)
    is_same = set(wanted) == set(targets)
    if is_same and (owner, info) == (number.owner, number.info):
        return _answer(number, targets)
    changed = number._replace(owner=owner, info=info, change_date=call.now)
    NUMBERS.records.update(call.unit, number.id, {"owner": owner, "info": info, "change_date": call.now})
    stored = targets if is_same else mapping_store.replace(call.unit, number.id, targets, wanted)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now))
    told, told_now = _journal_values(number, targets), _journal_values(changed, stored)
    call.changed(number.subject, told, told_now, undo_by=lambda: _again("updateNumber", number, targets))
    return _answer(changed, stored)


def delete_number(call: Call, id: EnumIdFields) -> None:
    """Remove a number with its mappings and give its credit back. Raises MissingInput, NumberUnknown."""
    held, number = _lock(call, id, "enumId")
    targets = mapping_store.of_number(call.unit, number.id)
    again = _again("addNumber", number, targets)
    NUMBERS.remove(call, number, journal=_journal_values(number, targets), undo_by=again)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now), -1)
    entitlements.release(call, held.customer, held.reseller, CREDIT)


def get_number(call: Call, id: EnumIdFields) -> EnumNumberAnswer:
    """One number in scope. Raises MissingInput, NumberUnknown."""
    number = NUMBERS.get(call, *names.parts(id, "number", "enumId"), field="enumId")
    return _answer(number, mapping_store.of_number(call.unit, number.id))


def get_numbers(call: Call, query: EnumNumberQueryFields) -> EnumNumberPageAnswer:
    """Numbers in scope that match, each with all its mappings (enum.md 7)."""

    def show(numbers: list[Number]) -> list[EnumNumberAnswer]:
        targets = mapping_store.of_numbers(call.unit, [number.id for number in numbers])
        return [_answer(number, targets.get(number.id, [])) for number in numbers]

    return NUMBERS.find_together(call, store.as_stored(query), show)


def _lock(call: Call, id: EnumIdFields, field: str) -> tuple[Range, Number]:
    """A number in scope and its range, both locked until the unit ends. Raises MissingInput, NumberUnknown.

    While waiting for the range the number may have come to lie in another one, so it is looked for again.
    """
    key = names.parts(id, "number", field)
    found = NUMBERS.get(call, *key, field=field)
    while True:
        held = range_store.RANGES.lock_any(call.unit, found.range_id)
        again = NUMBERS.get(call, *key, field=field)
        if held is not None and held.id == again.range_id:
            NUMBERS.note(call, again)
            return held, again
        found = again


def _again(operation: str, number: Number, targets: list[Mapping]) -> list[Step]:
    """What gives a number all its members again; its mappings get new numbers."""
    members = given_of(_answer(number, targets))
    for mapping in members["mappings"]:
        del mapping["id"]
    return [Step("enum", operation, {"number": members})]


def _check_length(digits: str, held: Range) -> None:
    """R6."""
    if held.min_digits and len(digits) < held.min_digits:
        raise InvalidValue(f"must have at least {held.min_digits} digits in this range", field="number.id.number")
    if held.max_digits and len(digits) > held.max_digits:
        raise InvalidValue(f"must have at most {held.max_digits} digits in this range", field="number.id.number")


def _answer(number: Number, targets: list[Mapping]) -> EnumNumberAnswer:
    return EnumNumberAnswer(
        id=EnumIdAnswer(number.number, number.tld),
        mappings=targets,
        owner=number.owner,
        info=number.info,
        customer=number.customer,
        reseller=number.reseller,
        change_date=clock.to_seconds(number.change_date),
    )


def _journal_values(number: Number, targets: list[Mapping]) -> dict[str, Any]:
    """What the journal records of a number: not what follows from the rest."""
    values = {**number._asdict(), "mappings": [mapping._asdict() for mapping in targets]}
    del values["dns_name"], values["range_id"]
    return values
