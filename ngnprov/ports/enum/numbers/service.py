# SPDX-License-Identifier: Apache-2.0
"""The rules of ENUM numbers (enum.md 5)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.calls.once import Once
from ngnprov.calls.request import Limit
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import given_of
from ngnprov.calls.undo import Step
from ngnprov.db.failures import Duplicate
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.enum import names
from ngnprov.ports.enum.errors import NumberExists, NumberInUse, NumberUnknown, RangeFull, RangeUnknown
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

CREDIT = "enum_number_credit"
SIZE = "size"
"""The kind of the limit that a range has of its own."""

EXISTS = partial(NumberExists, "the ENUM number exists", field="number.id")
_in_use = partial(NumberInUse, "the ENUM number is that of an extension, and is kept by PbxPort")
NUMBERS = Resource(
    store.NUMBERS, subject=lambda number: number.subject, unknown=partial(NumberUnknown, "there is no such ENUM number")
)


def add_number(call: Call, new: EnumNumberFields) -> EnumNumberAnswer:
    """Create a number; raises as :meth:`NewNumbers.make`."""
    return _answer(*NewNumbers(call).make(new))


class NewNumbers:
    """The numbers that one call makes: ranges and owners that several have are looked up, and held, once."""

    def __init__(self, call: Call, once: Once | None = None) -> None:
        self._call = call
        self._once = once or Once(call)
        self._held: dict[int, Range] = {}
        self._plain: set[int] = set()
        """Held ranges that have none inside them: nobody else makes one there."""

    def hold(self, digits: str, tld: str) -> Range:
        """The range in which a number is to be, held until the unit ends. Raises RangeUnknown (none in scope covers it)."""
        found = self.hold_all([(digits, tld)])[digits, tld]
        if found is None or not self._call.actor.can_see(found.customer, found.reseller):
            raise RangeUnknown("no ENUM range covers the number", field="number.id.number")
        return found

    def hold_all(self, numbers: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Range | None]:
        """The ranges, of any scope, that cover several numbers of trees, held until the unit ends; None where none does.

        They are held in one order, by tree and prefix. While one waits for them others may come or go, so they are looked for
        again.
        """
        found: dict[tuple[str, str], Range | None] = {}
        pending = list(numbers)
        while pending:
            found |= {each: self._covering(*each) for each in pending}
            new = {each.id: each for each in found.values() if each is not None and each.id not in self._held}
            for id in sorted(new, key=lambda id: (new[id].tld, new[id].prefix)):
                self._hold(id)
            pending = [each for each in pending if (covering := found[each]) is not None and covering.id in new]
        return found

    def hold_of(self, customer: int) -> None:
        """Hold all ranges of a customer, in the same order."""
        for id in range_store.ids_of(self._call.unit, customer):
            self._hold(id)

    def _covering(self, digits: str, tld: str) -> Range | None:
        for id in self._plain:
            held = self._held[id]
            if held.tld == tld and digits.startswith(held.prefix):
                return held
        found = range_store.longest(self._call.unit, names.prefixes(digits), tld)
        return None if found is None else self._held.get(found.id, found)

    def _hold(self, id: int) -> None:
        held = range_store.RANGES.lock_any(self._call.unit, id)
        if held is not None:
            self._held[id] = held
            if not range_store.has_inside(self._call.unit, held.prefix, held.tld):
                self._plain.add(id)

    def make(self, new: EnumNumberFields, *, counts: bool = True) -> tuple[Number, list[Mapping]]:
        """Make a number in the longest range that covers it. It consumes ``enum_number_credit`` of the range's customer,
        unless it stands for one that goes or the caller has claimed it: ``counts`` is false then.

        Raises MissingInput, InvalidValue, RangeUnknown (none in scope covers it), NumberExists, RangeFull, CustomerUnknown
        (owner), CustomerLimit, ResellerLimit, NotAuthorized (inactive reseller).
        """
        call = self._call
        digits, tld = names.parts(new.get("id", {}), "number", "number.id")
        digits, tld = names.number(digits, "number.id.number"), names.tree(tld, "number.id.tld")
        held = self.hold(digits, tld)
        _check_length(digits, held)
        if store.is_there(call.unit, digits, tld):
            raise EXISTS()
        _require_room(call, held)
        targets = rules.read(new.get("mappings", ()), "number.mappings", held.ttl)
        owner = tenancy.lock_owner_of_new(self._once, new.get("owner"), "number.owner")
        if counts:
            entitlements.claim(call, held.customer, held.reseller, {CREDIT: 1})
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
        self._count(held)
        undo_by = [Step("enum", "deleteNumber", {"enumId": {"number": number.number, "tld": number.tld}})]
        call.created(number.subject, _journal_values(number, targets), undo_by=undo_by)
        return number, targets

    def _count(self, held: Range) -> None:
        serial = next_serial(held.serial, self._call.now)
        range_store.touch(self._call.unit, held.id, serial, 1)
        self._held[held.id] = held._replace(serial=serial, used=held.used + 1)


def update_number(call: Call, given: EnumNumberFields) -> EnumNumberAnswer:
    """Change the members given; a list of mappings, even an empty one, replaces the present one (R8).

    Raises MissingInput, InvalidValue, NumberUnknown, CustomerUnknown (owner), NumberInUse (mappings).
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
    if not is_same:
        keeping.require_free(call, NUMBERS.records, number, _in_use)
    changed = number._replace(owner=owner, info=info, change_date=call.now)
    NUMBERS.records.update(call.unit, number.id, {"owner": owner, "info": info, "change_date": call.now})
    stored = targets if is_same else mapping_store.replace(call.unit, number.id, targets, wanted)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now))
    told, told_now = _journal_values(number, targets), _journal_values(changed, stored)
    call.changed(number.subject, told, told_now, undo_by=lambda: _again("updateNumber", number, targets))
    return _answer(changed, stored)


def delete_number(call: Call, id: EnumIdFields, *, counts: bool = True) -> None:
    """Remove a number with its mappings and give its credit back. Raises MissingInput, NumberUnknown, NumberInUse."""
    held, number = _lock(call, id, "enumId")
    keeping.require_free(call, NUMBERS.records, number, _in_use)
    targets = mapping_store.of_number(call.unit, number.id)
    again = _again("addNumber", number, targets)
    NUMBERS.remove(call, number, journal=_journal_values(number, targets), undo_by=again)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now), -1)
    if counts:
        entitlements.release(call, held.customer, held.reseller, {CREDIT: 1})


def _require_room(call: Call, held: Range) -> None:
    """Raise RangeFull."""
    limit = _room_of(held)
    if limit is None:
        return
    call.meets(limit)
    if limit.is_exceeded:
        text = f"the ENUM range {held.prefix} has {held.used} numbers of {held.size}"
        raise limit.refusal(RangeFull, text, "number.id.number")


def _room_of(held: Range) -> Limit | None:
    return Limit(SIZE, held.customer, held.size, held.used, 1) if held.size else None


def room_for(call: Call, digits: str, tld: str) -> Limit | None:
    """The limit that a number would meet in the range that covers it; None where the range has none, or there is no range."""
    found = range_store.longest(call.unit, names.prefixes(digits), tld)
    return None if found is None else _room_of(found)


def trees_covering(call: Call, digits: str, customer: int) -> list[str]:
    """The trees in which the range that a number would lie in is a customer's, by name."""
    return range_store.trees_covering(call.unit, names.prefixes(digits), customer)


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
