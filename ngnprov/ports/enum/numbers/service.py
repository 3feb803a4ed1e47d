# SPDX-License-Identifier: Apache-2.0
"""The rules of ENUM numbers (enum.md 5)."""

from collections.abc import Mapping
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements, owners
from ngnprov.ports.enum import names
from ngnprov.ports.enum.errors import NumberExists, NumberUnknown, RangeFull, RangeUnknown
from ngnprov.ports.enum.mappings import rules
from ngnprov.ports.enum.mappings import store as mapping_store
from ngnprov.ports.enum.mappings.store import Mapping as Target
from ngnprov.ports.enum.numbers import store
from ngnprov.ports.enum.numbers.store import NUMBERS, Number
from ngnprov.ports.enum.ranges import store as range_store
from ngnprov.ports.enum.ranges.store import RANGES, Range
from ngnprov.zonefiles.master_files import next_serial

CREDIT = {"enum_number_credit": 1}

Members = Mapping[str, Any]


def add_number(call: Call, new: Members) -> Row:
    """Create a number in the longest range that covers it; it consumes ``enum_number_credit`` of the range's customer.

    Raises MissingInput, InvalidValue, RangeUnknown (none in scope covers it), NumberExists, RangeFull, CustomerUnknown
    (owner), CustomerLimit, ResellerLimit, NotAuthorized (inactive reseller).
    """
    digits, tld = names.parts(new.get("id", {}), "number", "number.id")
    digits, tld = names.number(digits, "number.id.number"), names.tree(tld, "number.id.tld")
    held = range_store.lock_longest(call.unit, names.prefixes(digits), tld)
    if held is None or not call.actor.sees(held.customer, held.reseller):
        raise RangeUnknown("no ENUM range covers the number", field="number.id.number")
    _check_length(digits, held)
    if store.is_there(call.unit, digits, tld):
        raise _taken()
    if held.used >= held.size > 0:
        raise RangeFull(
            f"the ENUM range has {held.used} numbers of {held.size}", kind="size", limit=held.size, used=held.used
        )
    targets = rules.read(new.get("mappings", ()), "number.mappings", held.ttl)
    if new.get("owner"):
        owners.hold_owner(call, new["owner"], "number.owner")
    entitlements.claim(call, held.customer, held.reseller, CREDIT)
    number = Number(
        id=0,
        number=digits,
        tld=tld,
        dns_name=names.owner_name(digits, tld),
        range_id=held.id,
        owner=new.get("owner", 0),
        customer=held.customer,
        reseller=held.reseller,
        info=new.get("info", ""),
        change_date=call.now,
    )
    try:
        number = number._replace(id=NUMBERS.insert(call.unit, number._asdict()))
    except Duplicate:
        raise _taken() from None
    targets = mapping_store.replace(call.unit, number.id, (), targets)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now), 1)
    call.created(number.subject, _told(number, targets))
    return _present(number, targets)


def update_number(call: Call, given: Members) -> Row:
    """Change the members given; a list of mappings, be it empty, replaces the present one (R8).

    Raises MissingInput, InvalidValue, NumberUnknown, CustomerUnknown (owner).
    """
    held, number = _hold(call, given.get("id", {}), "number.id")
    targets = mapping_store.of_number(call.unit, number.id)
    wanted = targets
    if "mappings" in given:
        wanted = rules.read(given["mappings"], "number.mappings", held.ttl, targets)
    present = number._asdict()
    changes = {name: given[name] for name in ("owner", "info") if name in given and given[name] != present[name]}
    if changes.get("owner"):
        owners.hold_owner(call, changes["owner"], "number.owner")
    is_same = set(wanted) == set(targets)
    if is_same and not changes:
        return _present(number, targets)
    changed = number._replace(**changes, change_date=call.now)
    NUMBERS.update(call.unit, number.id, {**changes, "change_date": call.now})
    stored = targets if is_same else mapping_store.replace(call.unit, number.id, targets, wanted)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now))
    call.changed(number.subject, _told(number, targets), _told(changed, stored))
    return _present(changed, stored)


def delete_number(call: Call, id: Members) -> None:
    """Remove a number with its mappings and give its credit back. Raises MissingInput, NumberUnknown."""
    held, number = _hold(call, id, "enumId")
    targets = mapping_store.of_number(call.unit, number.id)
    NUMBERS.delete(call.unit, number.id)
    range_store.touch(call.unit, held.id, next_serial(held.serial, call.now), -1)
    entitlements.release(call, held.customer, held.reseller, CREDIT)
    call.removed(number.subject, _told(number, targets))


def get_number(call: Call, id: Members) -> Row:
    """One number in scope. Raises MissingInput, NumberUnknown."""
    number = _known(NUMBERS.get(call.unit, call.actor, *names.parts(id, "number", "enumId")), "enumId")
    return _present(number, mapping_store.of_number(call.unit, number.id))


def get_numbers(call: Call, query: Members) -> Row:
    """Numbers in scope that match, each with all its mappings (enum.md 7)."""

    def present(rows: list[Row]) -> list[Row]:
        targets = mapping_store.of_numbers(call.unit, [row[0] for row in rows])
        return [_present(Number(*row), targets.get(row[0], [])) for row in rows]

    page = NUMBERS.find(call.unit, call.actor, store.as_stored(query), call.context.settings.lists.maximum)
    return page.answer(present)


def _hold(call: Call, id: Members, field: str) -> tuple[Range, Number]:
    """A number in scope and its range, both held until the unit ends. Raises MissingInput, NumberUnknown.

    While waiting for the range the number may have come to lie in another one, so it is looked for again.
    """
    key = names.parts(id, "number", field)
    found = _known(NUMBERS.get(call.unit, call.actor, *key), field)
    while True:
        held = RANGES.lock_any(call.unit, found.range_id)
        again = _known(NUMBERS.get(call.unit, call.actor, *key), field)
        if held is not None and held.id == again.range_id:
            return held, again
        found = again


def _known(found: Number | None, field: str) -> Number:
    if found is None:
        raise NumberUnknown("there is no such ENUM number", field=field)
    return found


def _taken() -> NumberExists:
    return NumberExists("the ENUM number exists", field="number.id")


def _check_length(digits: str, held: Range) -> None:
    """R6."""
    if held.min_digits and len(digits) < held.min_digits:
        raise InvalidValue(f"must have at least {held.min_digits} digits in this range", field="number.id.number")
    if held.max_digits and len(digits) > held.max_digits:
        raise InvalidValue(f"must have at most {held.max_digits} digits in this range", field="number.id.number")


def _present(number: Number, targets: list[Target]) -> Row:
    return (
        (number.number, number.tld),
        targets,
        number.owner,
        number.info,
        number.customer,
        number.reseller,
        number.change_date[: clock.LENGTH_OF_SECONDS],
    )


def _told(number: Number, targets: list[Target]) -> dict[str, Any]:
    """What the journal tells of a number: not what follows from the rest."""
    told = {**number._asdict(), "mappings": [list(target) for target in targets]}
    del told["dns_name"], told["range_id"]
    return told
