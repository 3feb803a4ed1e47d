# SPDX-License-Identifier: Apache-2.0
"""How invoices get their numbers and are stored (billing.md 9)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db.columns import money_in, money_out
from ngnprov.errors import InvalidValue
from ngnprov.ports.billing.invoices import building, presentation, store
from ngnprov.ports.billing.invoices.building import OTHER, Draft, Sale, TaxKey
from ngnprov.ports.billing.invoices.store import Invoice, Line
from ngnprov.ports.billing.invoices.tables import AD_HOC, CREDIT_NOTE
from ngnprov.ports.billing.invoices.wire import InvoiceAnswer, NewCreditNoteFields, NewInvoiceFields, NewLineFields
from ngnprov.ports.billing.names import MOST_LINES
from ngnprov.ports.billing.parties import service as parties
from ngnprov.ports.order import prices
from ngnprov.ports.tenant import regions, texts


def write(
    call: Call, reseller: int, drafts: Sequence[Draft], type: str, period: str, credits: str = "", reason: str = ""
) -> list[Invoice]:
    """Store invoices with the next numbers of the reseller, and their lines."""
    if not drafts:
        return []
    serial = store.next_serials(call.unit, reseller, len(drafts))
    made = []
    for draft in drafts:
        invoice = Invoice(
            id=0,
            reseller=reseller,
            serial=serial,
            number=f"{reseller}-{period.replace('-', '')}-{serial}",
            customer=draft.customer,
            type=type,
            period=period,
            date=call.today,
            due_date=(date.fromisoformat(call.today) + timedelta(days=draft.payment_days)).isoformat(),
            currency=draft.currency,
            customer_name=draft.customer_name,
            reference=draft.reference,
            timezone=draft.timezone,
            language=draft.language,
            net=draft.net,
            tax=draft.tax,
            total=draft.net + draft.tax,
            seller=draft.seller,
            buyer=draft.buyer,
            credits=credits,
            reason=reason,
            payment_terms=draft.payment_terms,
            created_by=call.actor.login,
            create_date=call.now,
        )
        made.append(store.INVOICES.insert_record(call.unit, invoice, {}))
        serial += 1
    store.add_lines(call.unit, [(invoice.id, draft.lines) for invoice, draft in zip(made, drafts, strict=True)])
    return made


def write_ad_hoc(call: Call, sale: Sale, given: NewInvoiceFields) -> InvoiceAnswer:
    """Store an ad hoc invoice. Raises MissingInput, InvalidValue."""
    currency = given.get("currency", "") or sale.currency
    if not regions.is_currency(currency):
        raise InvalidValue("must be the code of a currency such as EUR (ISO 4217)", field="invoice.currency")
    wanted = required(given.get("lines"), "invoice.lines")
    if len(wanted) > MOST_LINES:
        raise InvalidValue(f"must be at most {MOST_LINES} lines", field="invoice.lines")
    lines = [_line(call, sale, each, currency, f"invoice.lines.{place}") for place, each in enumerate(wanted)]
    reason = texts.line(given.get("reason", ""), "invoice.reason")
    return _write_one(call, sale.seller.customer, building.draft(sale, lines, currency), AD_HOC, reason=reason)


def write_credit_note(call: Call, invoice: Invoice, given: NewCreditNoteFields) -> InvoiceAnswer:
    """Store a credit note for an invoice that is held. Raises MissingInput, InvalidValue."""
    if invoice.type == CREDIT_NOTE:
        raise InvalidValue("is a credit note itself", field="creditNote.invoice")
    reason = texts.line(required(given.get("reason", ""), "creditNote.reason"), "creditNote.reason")
    stored = store.lines_of_many(call.unit, [invoice.id]).get(invoice.id, [])
    gone = store.credited(call.unit, invoice.number)
    lines = list(_credited(invoice, given, stored, gone))
    if not lines:
        raise InvalidValue("is credited as a whole already", field="creditNote.invoice")
    net = sum(line.amount for line in lines)
    before = building.taxed_sums((stored[place - 1], amount) for place, amount in gone.items())
    tax = sum(each.tax for each in building.taxes(lines, invoice.currency, before))
    draft = Draft(
        customer=invoice.customer,
        customer_name=invoice.customer_name,
        reference=invoice.reference,
        timezone=invoice.timezone,
        language=invoice.language,
        currency=invoice.currency,
        lines=lines,
        net=net,
        tax=tax,
        seller=invoice.seller,
        buyer=invoice.buyer,
        payment_days=0,
        payment_terms="",
    )
    return _write_one(call, invoice.reseller, draft, CREDIT_NOTE, before, credits=invoice.number, reason=reason)


def _write_one(
    call: Call, reseller: int, draft: Draft, type: str, before: Mapping[TaxKey, int] | None = None, **members: Any
) -> InvoiceAnswer:
    (made,) = write(call, reseller, [draft], type, call.today[:7], **members)
    call.made(store.INVOICES, made.id)
    told = {
        **{name: getattr(made, name) for name in ("number", "customer", "reseller", "type", "currency", "credits")},
        "total": str(money_out(made.total)),
    }
    call.created(made.subject, told, made.customer)
    return presentation.answer(made, draft.lines, before)


def _line(call: Call, sale: Sale, given: NewLineFields, currency: str, path: str) -> Line:
    name = texts.line(required(given.get("name", ""), f"{path}.name"), f"{path}.name")
    quantity = required(given.get("quantity", 1), f"{path}.quantity")
    price = given.get("unit_price", Decimal(0))
    if price < 0:
        raise InvalidValue("must not be negative: what is taken back is a credit note", field=f"{path}.unitPrice")
    taxed = sale.taxed
    if given.get("tax_category"):
        taxed = parties.taxed(given["tax_category"], given.get("tax_rate"), given.get("tax_reason", ""), path)
    amount = money_in(prices.rounded(price * quantity, currency))
    part = texts.line(given.get("part_number", ""), f"{path}.partNumber")
    return Line(
        *(OTHER, None, None, "", name, part, quantity, call.today, call.today),
        *(money_in(price), amount, "", "", "", "", *taxed),
    )


def _credited(
    invoice: Invoice, given: NewCreditNoteFields, lines: Sequence[Line], gone: Mapping[int, int]
) -> Iterator[Line]:
    """Lines of an invoice with what is taken back of each, of what is not ``gone`` by place."""
    left = {place: line.amount - gone.get(place, 0) for place, line in enumerate(lines, 1)}
    wanted: dict[int, int] = {}
    for index, each in enumerate(given.get("lines", ())):
        path = f"creditNote.lines.{index}"
        place = required(each.get("place", 0), f"{path}.place")
        if place not in left or place in wanted:
            raise InvalidValue("must be the place of a line of the invoice, once", field=f"{path}.place")
        amount = each.get("amount", Decimal(0))
        if amount < 0 or amount != prices.rounded(amount, invoice.currency):
            raise InvalidValue("must be an amount in the currency, above 0", field=f"{path}.amount")
        if money_in(amount) > left[place]:
            text = f"must be at most {money_out(left[place])}, which is not credited yet"
            raise InvalidValue(text, field=f"{path}.amount")
        wanted[place] = money_in(amount) or left[place]
    for place, count in sorted((wanted or left).items()):
        if count:
            yield lines[place - 1]._replace(amount=count, credits_place=place)
