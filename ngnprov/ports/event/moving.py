# SPDX-License-Identifier: Apache-2.0
"""Hooks of a customer that goes to another reseller (tenant.md 20): the former one made them, and hears of it no more."""

from collections.abc import Iterator, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move, Moving
from ngnprov.calls.undo import Step
from ngnprov.ports.event import service, store


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    count = len(store.of_customer(call.unit, move.customer))
    if count:
        yield Impact("hooks that go", count)


def _move(call: Call, move: Move) -> Sequence[Step]:
    with call.parts() as parts:
        for hook in store.of_customer(call.unit, move.customer):
            service.delete_hook(call, hook.id)
    return parts


MOVING = Moving(_impact, _move)
