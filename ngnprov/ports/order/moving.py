# SPDX-License-Identifier: Apache-2.0
"""Orders of a customer that goes to another reseller (tenant.md 20): what was ordered stays, what is still to be decided or
carried out was ordered of the former one."""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move, Moving, against
from ngnprov.ports.order.orders import store


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    count = store.count_open(call.unit, move.customer)
    text = (
        f"customer {move.customer} has {count} orders under the terms of its reseller, which are to be cancelled first"
    )
    return against(move, "open orders", count, text)


MOVING = Moving(_impact)
