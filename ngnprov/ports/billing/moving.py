# SPDX-License-Identifier: Apache-2.0
"""Invoices of a customer that goes to another reseller stay with whoever has made them (tenant.md 20)."""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move, Moving
from ngnprov.ports.billing.invoices import store


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    count = store.count_of(call.unit, move.customer)
    if count:
        yield Impact("invoices that stay with the former reseller", count)


MOVING = Moving(_impact)
