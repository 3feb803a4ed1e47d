# SPDX-License-Identifier: Apache-2.0
"""Invoices as they are answered, stored or not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.columns import money_out
from ngnprov.db.unit import Unit
from ngnprov.ports.billing.invoices import building, store
from ngnprov.ports.billing.invoices.building import Draft, TaxKey
from ngnprov.ports.billing.invoices.store import Invoice, Line
from ngnprov.ports.billing.invoices.tables import PERIODIC
from ngnprov.ports.billing.invoices.wire import (
    InvoiceAnswer,
    InvoiceLineAnswer,
    InvoicePartyAnswer,
    InvoiceTaxAnswer,
)


def answer(invoice: Invoice, lines: Sequence[Line], before: Mapping[TaxKey, int] | None = None) -> InvoiceAnswer:
    """A stored invoice with these of its lines; of a credit note ``before`` is what earlier ones have credited."""
    return InvoiceAnswer(
        **{name: getattr(invoice, name) for name in _SAME},
        lines=shown(lines),
        taxes=taxes(lines, invoice.currency, before),
        net=money_out(invoice.net),
        tax=money_out(invoice.tax),
        total=money_out(invoice.total),
        seller=party(invoice.seller),
        buyer=party(invoice.buyer),
        create_date=clock.to_seconds(invoice.create_date),
    )


def answers(call: Call, invoices: list[Invoice]) -> list[InvoiceAnswer]:
    """Stored invoices with their lines."""
    return stored(call.unit, invoices)


def stored(unit: Unit, invoices: Sequence[Invoice]) -> list[InvoiceAnswer]:
    """The same in any scope."""
    found = store.lines_of_many(unit, [invoice.id for invoice in invoices])
    before = store.credited_before(unit, [invoice.id for invoice in invoices if invoice.credits])
    return [answer(invoice, found.get(invoice.id, []), before.get(invoice.id)) for invoice in invoices]


def imagined(call: Call, draft: Draft, reseller: int, period: str, due_date: str) -> InvoiceAnswer:
    """An invoice that is not made, as it would be today: it has no number."""
    return InvoiceAnswer(
        number="",
        type=PERIODIC,
        reseller=reseller,
        customer=draft.customer,
        customer_name=draft.customer_name,
        reference=draft.reference,
        period=period,
        date=call.today,
        due_date=due_date,
        currency=draft.currency,
        lines=shown(draft.lines),
        taxes=taxes(draft.lines, draft.currency),
        net=money_out(draft.net),
        tax=money_out(draft.tax),
        total=money_out(draft.net + draft.tax),
        seller=party(draft.seller),
        buyer=party(draft.buyer),
        payment_terms=draft.payment_terms,
        credits="",
        reason="",
        created_by="",
        create_date="",
    )


def shown(lines: Iterable[Line]) -> list[InvoiceLineAnswer]:
    """Lines as they are answered, counted from 1 on."""
    return [_line(place, line) for place, line in enumerate(lines, 1)]


def taxes(lines: Iterable[Line], currency: str, before: Mapping[TaxKey, int] | None = None) -> list[InvoiceTaxAnswer]:
    """The tax on lines by category and rate."""
    return [
        InvoiceTaxAnswer(
            category=each.category,
            rate=money_out(each.rate),
            net=money_out(each.net),
            tax=money_out(each.tax),
            reason=each.reason,
        )
        for each in building.taxes(lines, currency, before)
    ]


def party(stored: str) -> InvoicePartyAnswer:
    """Seller or buyer as they were."""
    members: dict[str, Any] = json.loads(stored)
    return InvoicePartyAnswer(**members)


def _line(place: int, line: Line) -> InvoiceLineAnswer:
    return InvoiceLineAnswer(
        place=place,
        kind=line.kind,
        subscription=line.subscription or 0,
        product=line.product,
        name=line.name,
        part_number=line.part_number,
        quantity=line.quantity,
        from_date=line.from_date,
        to_date=line.to_date,
        unit_price=money_out(line.unit_price),
        amount=money_out(line.amount),
        tags=line.tags.split(),
        user_id=line.user_id,
        user_name=line.user_name,
        role=line.role,
        tax_category=line.tax_category,
        tax_rate=money_out(line.tax_rate),
        tax_reason=line.tax_reason,
    )


_SAME = tuple(
    name
    for name in InvoiceAnswer._fields
    if name not in ("lines", "taxes", "net", "tax", "total", "seller", "buyer", "create_date")
)
