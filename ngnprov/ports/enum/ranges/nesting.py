# SPDX-License-Identifier: Apache-2.0
"""Ranges inside ranges: a number lies in the longest that covers it, as DNS delegates (enum.md R4, Q9).

Whoever holds several ranges holds the inner one first.
"""

from ngnprov.auth import probes
from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.db.unit import Unit
from ngnprov.errors import NotAuthorized
from ngnprov.ports.enum import names
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.ranges import store
from ngnprov.ports.enum.ranges.store import Range
from ngnprov.zonefiles.master_files import next_serial


def lock_outer(unit: Unit, prefix: str, tld: str) -> Range | None:
    """The range right around one, held until the unit ends."""
    return store.lock_longest(unit, names.prefixes(prefix)[:-1], tld)


def require_rights(call: Call, prefix: str, tld: str, outer: Range | None) -> None:
    """Raise NotAuthorized when a new range would lie inside, or contain, a range that is not the caller's to nest with.

    A reseller nests with ranges of its customers and its own; a customer with its own and those that its reseller has for
    itself, not with those of the reseller's other customers, whose numbers it would take. The name of the other is not said.
    """
    actor = call.actor
    if actor.is_admin:
        return
    around = [] if outer is None else [outer]
    for other in (*around, *store.inside(call.unit, prefix, tld)):
        is_the_resellers = other.reseller == actor.reseller
        if actor.level is Level.CUSTOMER:
            is_the_resellers = is_the_resellers and other.customer in (actor.customer, actor.reseller)
        if not is_the_resellers:
            raise NotAuthorized("lies inside or contains an ENUM range of others", field="range.id.prefix")


def require_numbers(call: Call, outer: Range, covered: int) -> None:
    """Raise NotAuthorized for a customer whose new range would take ``covered`` numbers of a range of others (R14)."""
    if covered and call.actor.level is Level.CUSTOMER and outer.customer != call.actor.customer:
        raise NotAuthorized("covers numbers of a range of others", field="range.id.prefix")


def count_covered(unit: Unit, outer: Range, prefix: str) -> int:
    """How many numbers of a range begin with ``prefix``."""
    return numbers.count_between(unit, outer.id, prefix, store.end_of(prefix))


def hand_over(unit: Unit, outer: Range, inner: Range) -> None:
    """Let the numbers that a new range covers lie in it."""
    end = store.end_of(inner.prefix)
    numbers.move(unit, outer.id, inner.prefix, end, inner.id, inner.customer, inner.reseller)


def touch_outer(call: Call, inner: Range) -> None:
    """A changed delegation to a range also changes the zone around it: the outer range's, or else a DNS zone (D-M)."""
    outer = lock_outer(call.unit, inner.prefix, inner.tld)
    if outer is not None:
        store.touch(call.unit, outer.id, next_serial(outer.serial, call.now))
        return
    zones = call.context.zones
    above = zones.above(call.unit, inner.dns_name) if zones is not None else None
    if zones is not None and above is not None:
        zones.touch(call, above.name)


def require_own_zone(call: Call, dns_name: str, customer: int) -> None:
    """Raise NotAuthorized for a range of ``customer`` at or below another customer's DNS zone, for any caller (D-M)."""
    zones = call.context.zones
    if zones is None:
        return
    is_bounded = not call.actor.is_admin
    if is_bounded:
        probes.require_few(call.unit, call.actor.login)
    above = zones.above(call.unit, dns_name)
    if above is not None and above.customer != customer:
        text = "lies at or below a DNS zone of another customer"
        raise NotAuthorized(text, field="range.id", of_others=is_bounded)
