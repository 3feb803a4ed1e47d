# SPDX-License-Identifier: Apache-2.0
"""Giving extensions other numbers, many at a time: what made calls to the former ones arrive is replaced (pbx.md E14, E15).

The former numbers are history then. As everywhere all ENUM numbers come before all aliases.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ngnprov.calls.call import Call
from ngnprov.ports.customer.tenancy import Tenancy
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.numbers import service, store
from ngnprov.ports.pbx.numbers.service import Wanted
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.numbers.tables import BASE


class Move(NamedTuple):
    """A number of an extension, what it becomes, and the extension as it is from now on."""

    former: Number
    number: str
    extension: Extension


def move(call: Call, owner: Tenancy, moves: Sequence[Move], field: str) -> dict[int, int]:
    """Replace numbers; what is taken is found before anything changes. By the former ones' numbers in the database the new
    ones'.

    Raises NumberTaken for the first clash.
    """
    leaving = {each.former.number for each in moves}
    for each in moves:
        if each.number not in leaving:
            service.require_free(call, owner.customer, each.number, field)
    for each in moves:
        until = service.until(call) if each.former.role == BASE else None
        store.release(call.unit, each.former.id, call.now, until)
    trees, counts = _held(call, owner.customer, moves)
    for each, is_counted in zip(moves, counts, strict=True):  # what stands for what goes consumes nothing
        service.withdraw_from_enum(call, each.former, counts=is_counted)
    publishing = service.Publishing(call)
    published = [
        publishing.in_enum(
            owner.customer,
            Wanted(each.number, each.former.role),
            tree,
            each.extension.address,
            field,
            counts=is_counted,
        )
        for each, tree, is_counted in zip(moves, trees, counts, strict=True)
    ]
    for each in moves:
        service.withdraw_alias(call, each.former, each.extension.domain, counts=False)
    became: dict[int, int] = {}
    for each, number in zip(moves, published, strict=True):
        complete = publishing.with_alias(number, each.extension.sip_id, field, counts=False)
        (stored,) = service.attach(call, [complete], each.extension.id, field)
        became[each.former.id] = stored.id
    return became


def _held(call: Call, customer: int, moves: Sequence[Move]) -> tuple[list[str], list[bool]]:
    """The trees of the new numbers, whose ranges are held with those of the former ones; and which of them count as new ones:
    all but those that stand for one whose range is this customer's, too."""
    former = [(each.former.number, each.former.tld) for each in moves]
    new = [(each.number, service.tree_for(call, customer, each.number)) for each in moves]
    trees = service.Publishing(call).hold(customer, [*former, *new])
    own, trees = trees[: len(moves)], trees[len(moves) :]
    return trees, [not (before and now) for before, now in zip(own, trees, strict=True)]
