# SPDX-License-Identifier: Apache-2.0
"""The rules of ENUM ranges (enum.md 5): whose they are, how they nest, and what moves with them."""

import json
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import CustomerUnknown, InvalidValue, NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import Tenancy, tenancy_after_update, tenancy_for_creation
from ngnprov.ports.enum import names
from ngnprov.ports.enum.errors import RangeExists, RangeInUse, RangeUnknown
from ngnprov.ports.enum.ranges import nesting, store
from ngnprov.ports.enum.ranges.store import Range
from ngnprov.ports.enum.ranges.wire import (
    EnumRangeAnswer,
    EnumRangeFields,
    EnumRangeIdAnswer,
    EnumRangeIdFields,
    EnumRangeMember,
    EnumRangePageAnswer,
    EnumRangeQueryFields,
)
from ngnprov.zonefiles import serials
from ngnprov.zonefiles.master_files import next_serial

RANGE_CREDIT, NUMBER_CREDIT = "enum_range_credit", "enum_number_credit"
DEFAULT_TTL = 3600
PLAIN: tuple[EnumRangeMember, ...] = ("ttl", "min_digits", "max_digits", "size", "info")
"""Members without rules of their own."""

EXISTS = partial(RangeExists, "the ENUM range exists")
IN_USE = partial(RangeInUse, "the ENUM range still has numbers")
RANGES = Resource(
    store.RANGES,
    subject=lambda held: held.subject,
    unknown=partial(RangeUnknown, "there is no such ENUM range"),
    exists=EXISTS,
    in_use=IN_USE,
    journal_values=lambda held: held.journal_values,
    reversal=Reversal(
        *("enum", "addRange", "updateRange", "deleteRange", "range"),
        shown=lambda _, held: _answer(held),
        named_by=lambda held: {"range": {"prefix": held.prefix, "tld": held.tld}},
    ),
)


def add_range(call: Call, new: EnumRangeFields) -> EnumRangeAnswer:
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
    owner = tenancy_for_creation(call, new, "range", own=True, absent=CustomerUnknown)
    id = store.new_id(call.unit)
    if store.is_there(call.unit, prefix, tld):
        raise EXISTS(field="range.id")
    outer = nesting.lock_outer(call.unit, prefix, tld)
    nesting.require_rights(call, prefix, tld, outer)
    nesting.require_own_zone(call, names.owner_name(prefix, tld), owner.customer)
    covered = 0 if outer is None else nesting.count_covered(call.unit, outer, prefix)
    if outer is not None:
        nesting.require_numbers(call, outer, covered)
        entitlements.transfer(call, outer, owner, {NUMBER_CREDIT: covered})
    entitlements.claim(call, owner.customer, owner.reseller, {RANGE_CREDIT: 1})
    dns_name = names.owner_name(prefix, tld)
    stored = Range(
        id=id,
        prefix=prefix,
        tld=tld,
        dns_name=dns_name,
        ttl=values.get("ttl") or DEFAULT_TTL,
        min_digits=values.get("min_digits", 0),
        max_digits=values.get("max_digits", 0),
        size=values.get("size", 0),
        nameservers=values.get("nameservers", ""),
        used=covered,
        serial=next_serial(serials.last(call.unit, dns_name), call.now),
        customer=owner.customer,
        reseller=owner.reseller,
        change_date=call.now,
        info=values.get("info", ""),
    )
    RANGES.create(call, stored, field="range.id")
    if outer is not None:
        nesting.hand_over(call.unit, outer, stored)
        store.touch(call.unit, outer.id, next_serial(outer.serial, call.now), -covered)
    else:
        nesting.touch_outer(call, stored)
    return _answer(stored)


def update_range(call: Call, given: EnumRangeFields) -> EnumRangeAnswer:
    """Change the members given; another customer takes the range with all its numbers and their credits (R12).

    Raises MissingInput, InvalidValue, RangeUnknown, CustomerUnknown, CustomerLimit or ResellerLimit of the new customer.
    """
    held = lock_range(call, given.get("id", {}), "range.id")
    wanted = _checked(given, held.tld, held)
    if "ttl" in wanted:
        wanted["ttl"] = wanted["ttl"] or DEFAULT_TTL
    present_owner = Tenancy(held.customer, held.reseller)
    owner = tenancy_after_update(call, given, present_owner, "range", absent=CustomerUnknown)
    if owner is not None and owner != present_owner:
        kinds = {RANGE_CREDIT: 1, NUMBER_CREDIT: held.used}
        entitlements.transfer(call, present_owner, owner, kinds)
        wanted |= {"customer": owner.customer, "reseller": owner.reseller}
    changed = RANGES.update(call, held, wanted, derived=lambda range: {"serial": next_serial(range.serial, call.now)})
    # what the delegation in the zone around it says
    if (changed.nameservers, changed.ttl) != (held.nameservers, held.ttl):
        nesting.touch_outer(call, held)
    return _answer(changed)


def delete_range(call: Call, id: EnumRangeIdFields) -> None:
    """Remove a range without numbers and give its credit back (R11). Raises MissingInput, RangeUnknown, RangeInUse."""
    held = lock_range(call, id, "range")
    if held.used:
        raise IN_USE()
    RANGES.remove(call, held)
    serials.remember(call.unit, held.dns_name, held.serial)  # for one that comes later
    entitlements.release(call, held.customer, held.reseller, {RANGE_CREDIT: 1})
    nesting.touch_outer(call, held)


def get_ranges(call: Call, query: EnumRangeQueryFields) -> EnumRangePageAnswer:
    """Ranges in scope that match (enum.md 7)."""
    return RANGES.find(call, store.as_stored(query), _answer)


def lock_range(call: Call, id: EnumRangeIdFields, field: str) -> Range:
    """A range in scope, locked until the unit ends. Raises MissingInput, RangeUnknown on ``field``."""
    return RANGES.lock(call, *names.parts(id, "prefix", field), field=field)


def _answer(stored: Range) -> EnumRangeAnswer:
    return EnumRangeAnswer(
        id=EnumRangeIdAnswer(stored.prefix, stored.tld),
        ttl=stored.ttl,
        min_digits=stored.min_digits,
        max_digits=stored.max_digits,
        size=stored.size,
        nameservers=stored.servers,
        used=stored.used,
        serial=stored.serial,
        customer=stored.customer,
        reseller=stored.reseller,
        change_date=clock.to_seconds(stored.change_date),
        info=stored.info,
    )


def _checked(given: EnumRangeFields, tld: str, present_range: Range | None = None) -> dict[str, Any]:
    """Those of the plain members that were given, as they are stored. Raises InvalidValue."""
    values: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
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
