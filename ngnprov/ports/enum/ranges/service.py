# SPDX-License-Identifier: Apache-2.0
"""The rules of ENUM ranges (enum.md 5): whose they are, how they nest, and what moves with them."""

import json
from collections.abc import Mapping
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate, Referenced
from ngnprov.db.unit import Row
from ngnprov.errors import CustomerUnknown, InvalidValue, NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.owners import Owner, new_owner, owner_of_new
from ngnprov.ports.enum import names
from ngnprov.ports.enum.errors import RangeExists, RangeInUse, RangeUnknown
from ngnprov.ports.enum.ranges import nesting, store
from ngnprov.ports.enum.ranges.store import RANGES, Range
from ngnprov.zonefiles import serials
from ngnprov.zonefiles.master_files import next_serial

RANGE_CREDIT, NUMBER_CREDIT = "enum_range_credit", "enum_number_credit"
DEFAULT_TTL = 3600

Members = Mapping[str, Any]


def add_range(call: Call, new: Members) -> Row:
    """Create a range; it consumes ``enum_range_credit`` of its customer (R1 to R4, R14, R15).

    Numbers of the range around it that it covers are its own from now on, with their credit. Raises MissingInput,
    InvalidValue, CustomerUnknown, RangeExists, CustomerLimit, ResellerLimit, NotAuthorized (a country code, nesting with a
    range of others, a place in a DNS zone of another customer, inactive reseller).
    """
    digits, tld = names.parts(new.get("id", {}), "prefix", "range.id")
    prefix, tld = names.prefix(digits, "range.id.prefix"), names.tree(tld, "range.id.tld")
    if prefix in names.COUNTRY_CODES and not call.actor.is_admin:
        raise NotAuthorized("is a country code, whose range only an administrator adds", field="range.id.prefix")
    values = _checked(new, tld)
    owner = owner_of_new(call, new, "range", own=True, absent=CustomerUnknown)
    id = store.new_id(call.unit)
    if store.is_there(call.unit, prefix, tld):
        raise _taken()
    outer = nesting.hold_outer(call.unit, prefix, tld)
    nesting.require_rights(call, prefix, tld, outer)
    nesting.require_own_zone(call, names.owner_name(prefix, tld), owner.customer)
    covered = 0 if outer is None else nesting.count_covered(call.unit, outer, prefix)
    if outer is not None:
        nesting.require_numbers(call, outer, covered)
        entitlements.transfer(call, outer, owner, {NUMBER_CREDIT: covered})
    entitlements.claim(call, owner.customer, owner.reseller, {RANGE_CREDIT: 1})
    stored = Range(
        id=id,
        prefix=prefix,
        tld=tld,
        dns_name=names.owner_name(prefix, tld),
        ttl=values.get("ttl") or DEFAULT_TTL,
        min_digits=values.get("min_digits", 0),
        max_digits=values.get("max_digits", 0),
        size=values.get("size", 0),
        nameservers=values.get("nameservers", ""),
        used=covered,
        serial=next_serial(serials.last(call.unit, names.owner_name(prefix, tld)), call.now),
        customer=owner.customer,
        reseller=owner.reseller,
        change_date=call.now,
        info=values.get("info", ""),
    )
    try:
        RANGES.insert(call.unit, stored._asdict())
    except Duplicate:
        raise _taken() from None
    if outer is not None:
        nesting.hand_over(call.unit, outer, stored)
        store.touch(call.unit, outer.id, next_serial(outer.serial, call.now), -covered)
    else:
        nesting.touch_outer(call, stored)
    call.created(stored.subject, _told(stored))
    return present(stored)


def update_range(call: Call, given: Members) -> Row:
    """Change the members given; another customer takes the range with all its numbers and their credits (R12).

    Raises MissingInput, InvalidValue, RangeUnknown, CustomerUnknown, CustomerLimit or ResellerLimit of the new customer.
    """
    held = hold_range(call, given.get("id", {}))
    wanted = _checked(given, held.tld, held)
    if "ttl" in wanted:
        wanted["ttl"] = wanted["ttl"] or DEFAULT_TTL
    present_owner = Owner(held.customer, held.reseller)
    owner = new_owner(call, given, present_owner, "range", absent=CustomerUnknown)
    if owner is not None and owner != present_owner:
        kinds = {RANGE_CREDIT: 1, NUMBER_CREDIT: held.used}
        entitlements.transfer(call, present_owner, owner, kinds)
        wanted |= {"customer": owner.customer, "reseller": owner.reseller}
    changes = {name: value for name, value in wanted.items() if value != getattr(held, name)}
    if not changes:
        return present(held)
    changes |= {"serial": next_serial(held.serial, call.now), "change_date": call.now}
    RANGES.update(call.unit, held.id, changes)
    if "nameservers" in changes or "ttl" in changes:  # what the delegation in the zone around it says
        nesting.touch_outer(call, held)
    changed = held._replace(**changes)
    call.changed(held.subject, _told(held), _told(changed))
    return present(changed)


def delete_range(call: Call, id: Members) -> None:
    """Remove a range without numbers and give its credit back (R11). Raises MissingInput, RangeUnknown, RangeInUse."""
    held = hold_range(call, id, "range")
    if held.used:
        raise _in_use()
    try:
        RANGES.delete(call.unit, held.id)
    except Referenced:
        raise _in_use() from None
    serials.remember(call.unit, held.dns_name, held.serial)  # for one that comes later
    entitlements.release(call, held.customer, held.reseller, {RANGE_CREDIT: 1})
    nesting.touch_outer(call, held)
    call.removed(held.subject, _told(held))


def get_ranges(call: Call, query: Members) -> Row:
    """Ranges in scope that match (enum.md 7)."""
    page = RANGES.find(call.unit, call.actor, store.as_stored(query), call.context.settings.lists.maximum)
    return page.answer(lambda rows: [present(Range(*row)) for row in rows])


def hold_range(call: Call, id: Members, field: str = "range.id") -> Range:
    """A range in scope, held until the unit ends. Raises MissingInput, RangeUnknown on ``field``."""
    held = RANGES.lock(call.unit, call.actor, *names.parts(id, "prefix", field))
    if held is None:
        raise RangeUnknown("there is no such ENUM range", field=field)
    return held


def present(stored: Range) -> Row:
    """A range as the wire shows it (enum.md 2)."""
    return (
        (stored.prefix, stored.tld),
        stored.ttl,
        stored.min_digits,
        stored.max_digits,
        stored.size,
        nameservers_of(stored),
        stored.used,
        stored.serial,
        stored.customer,
        stored.reseller,
        stored.change_date[: clock.LENGTH_OF_SECONDS],
        stored.info,
    )


def nameservers_of(stored: Range) -> list[str]:
    """The nameservers that the range names; none leaves them to the server's settings."""
    found: list[str] = json.loads(stored.nameservers or "[]")
    return found


def _checked(given: Members, tld: str, present_range: Range | None = None) -> dict[str, Any]:
    """Those of the plain members that were given, as they are stored. Raises InvalidValue."""
    values = {name: given[name] for name in ("ttl", "min_digits", "max_digits", "size", "info") if name in given}
    if "nameservers" in given:
        found = names.nameservers(given["nameservers"], "range.nameservers", tld)
        values["nameservers"] = json.dumps(found) if found else ""
    least, most = (
        values.get(name, 0 if present_range is None else getattr(present_range, name))
        for name in ("min_digits", "max_digits")
    )
    if most and least > most:
        raise InvalidValue("must not be above maxDigits", field="range.minDigits")
    return values


def _taken() -> RangeExists:
    return RangeExists("the ENUM range exists", field="range.id")


def _in_use() -> RangeInUse:
    return RangeInUse("the ENUM range still has numbers")


def _told(stored: Range) -> dict[str, Any]:
    """What the journal tells of a range: not what follows from the rest, or from each change in it."""
    told = {**stored._asdict(), "nameservers": nameservers_of(stored)}
    del told["dns_name"], told["serial"]
    return told
