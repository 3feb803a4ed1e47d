# SPDX-License-Identifier: Apache-2.0
"""Invoices of a customer that goes to another reseller stay with whoever has made them, and so does a mandate for direct
debits, which was given to the former one (tenant.md 20)."""

from collections.abc import Iterator, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move, Moving
from ngnprov.calls.undo import Step
from ngnprov.ports.billing.invoices import store
from ngnprov.ports.billing.parties import service as parties
from ngnprov.ports.billing.parties.store import of_one
from ngnprov.ports.billing.parties.wire import InvoicingFields


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    count = store.count_of(call.unit, move.customer)
    if count:
        yield Impact("invoices that stay with the former reseller", count)
    mandate = of_one(call.unit, move.customer).mandate_id
    if mandate:
        yield Impact("direct debit mandate that goes", 1, mandate)


def _move(call: Call, move: Move) -> Sequence[Step]:
    if not of_one(call.unit, move.customer).mandate_id:
        return ()
    without: InvoicingFields = {"customer": move.customer, "mandate_id": "", "mandate_date": "", "mandate_sequence": ""}
    with call.parts() as parts:
        parties.set_invoicing(call, without)
    return parts


MOVING = Moving(_impact, _move)
