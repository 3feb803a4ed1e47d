# SPDX-License-Identifier: Apache-2.0
"""A customer's ENUM ranges go to another reseller with it, with all their numbers (tenant.md 20)."""

from collections.abc import Iterator, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.moving import ALL, Impact, Move, Moving, crossing
from ngnprov.calls.undo import Step
from ngnprov.ports.enum import names
from ngnprov.ports.enum.numbers import store as numbers
from ngnprov.ports.enum.ranges import store as ranges
from ngnprov.ports.enum.ranges.service import RANGES


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    """Owners, and ranges that lie in those of others whom the former reseller keeps, or around them."""
    yield from crossing(move, {"ENUM numbers": numbers.count_crossing(call.unit, move.customer)})
    nested = sum(
        _is_nested(call, move, prefix, tld) for tld, prefix in ranges.first_ids_of(call.unit, move.customer, ALL)
    )
    if nested:
        yield Impact("ENUM ranges inside or around those of others", nested)


def _is_nested(call: Call, move: Move, prefix: str, tld: str) -> bool:
    outer = ranges.longest(call.unit, names.prefixes(prefix)[:-1], tld)
    others = [*([] if outer is None else [outer]), *ranges.inside(call.unit, prefix, tld)]
    return any(other.customer != move.customer for other in others)


def _move(call: Call, move: Move) -> Sequence[Step]:
    """What lies in a range follows it."""
    with call.parts():
        for tld, prefix in ranges.first_ids_of(call.unit, move.customer, ALL):
            RANGES.update(call, RANGES.lock(call, prefix, tld), {"reseller": move.reseller})
    return ()


MOVING = Moving(_impact, _move)
