# SPDX-License-Identifier: Apache-2.0
"""Jobs of a customer that goes to another reseller (tenant.md 20): whoever began one may not go on with it there."""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move, Moving, against
from ngnprov.ports.imports import store


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    count = store.count_unfinished(call.unit, move.customer)
    text = f"customer {move.customer} has {count} import jobs that go on: wait for them, or cancel them"
    return against(move, "import jobs that go on", count, text)


MOVING = Moving(_impact)
