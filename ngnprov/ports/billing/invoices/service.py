# SPDX-License-Identifier: Apache-2.0
"""The rules of invoices (billing.md 7 to 9), one function for each operation."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.db.columns import money_out
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.billing.errors import AlreadyInvoiced, InvoiceUnknown
from ngnprov.ports.billing.invoices import building, imagining, periods, presentation, store, writing
from ngnprov.ports.billing.invoices.store import Invoice
from ngnprov.ports.billing.invoices.tables import PERIODIC
from ngnprov.ports.billing.invoices.wire import (
    ImaginedChangeFields,
    InvoiceAnswer,
    InvoicePageAnswer,
    InvoiceQueryFields,
    NewCreditNoteFields,
    NewInvoiceFields,
)
from ngnprov.ports.customer import tenancy

INVOICES = Resource(
    store.INVOICES,
    subject=lambda invoice: invoice.subject,
    unknown=partial(InvoiceUnknown, "there is no such invoice"),
)


def preview_invoice(
    call: Call, reseller: int, customer: int, period: str, changes: Sequence[ImaginedChangeFields]
) -> list[InvoiceAnswer]:
    """What would be invoiced for a month now: to all customers of a reseller, or to one, then with imagined changes too.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotInAgreement.
    """
    month = periods.read(period, call.today)
    seller, buyer = whose(call, reseller, customer)
    imagined = None
    if changes:
        if not buyer:
            raise InvalidValue("is for the preview of a customer", field="changes")
        held = building.charges_of(call.unit, seller, buyer, store.marks_of(call.unit, seller, buyer)).get(buyer, [])
        imagined = imagining.changed(call, buyer, held, changes)
    built = building.build(call.unit, seller, month, customer=buyer, imagined=imagined)
    return [
        presentation.imagined(call, draft, seller, period, due_date(call, draft.payment_days)) for draft in built.drafts
    ]


def generate_invoices(call: Call, reseller: int, period: str) -> list[InvoiceAnswer]:
    """Invoice a month to all customers of a reseller, once; the invoices without their lines.

    Raises MissingInput, CustomerUnknown, InvalidValue, AlreadyInvoiced.
    """
    month = periods.read(period, call.today)
    owner = tenancy.read_tenancy(call, required(reseller, "reseller"), "reseller")
    if owner.customer != owner.reseller:
        raise InvalidValue("is not the id of a reseller", field="reseller")
    store.serialise(call.unit, reseller)
    latest = store.latest_period(call.unit, reseller)
    if latest >= period:
        raise AlreadyInvoiced(f"is invoiced: the latest invoices of the reseller are those of {latest}", field="period")
    built = building.build(call.unit, reseller, month)
    made = writing.write(call, reseller, built.drafts, PERIODIC, period)
    store.set_marks(call.unit, built.marks)
    store.add_run(call.unit, reseller, period, call.actor.login, call.now)
    totals: dict[str, int] = {}
    for invoice in made:
        totals[invoice.currency] = totals.get(invoice.currency, 0) + invoice.total
    told = {
        "reseller": reseller,
        "period": period,
        "invoices": len(made),
        "first": made[0].number if made else "",
        "last": made[-1].number if made else "",
        "totals": {currency: str(money_out(total)) for currency, total in sorted(totals.items())},
    }
    call.created(f"invoices of reseller {reseller} for {period}", told, reseller)
    return [presentation.answer(invoice, ()) for invoice in made]


def get_invoices(call: Call, query: InvoiceQueryFields) -> InvoicePageAnswer:
    """Invoices in scope that match, with their lines."""
    return INVOICES.find_together(call, query, partial(presentation.answers, call))


def add_ad_hoc_invoice(call: Call, given: NewInvoiceFields) -> InvoiceAnswer:
    """Write an invoice of lines that the caller says. Raises MissingInput, InvalidValue, CustomerUnknown."""
    field = "invoice.customer"
    call.goes_past_ends = True  # what has ended is still paid for
    owner = tenancy.find_tenancy(call, required(given.get("customer"), field), field, CustomerUnknown)
    require_customer(owner, field)
    (sale,) = building.sales(call.unit, owner.reseller, owner.customer)
    return writing.write_ad_hoc(call, sale, given)


def add_credit_note(call: Call, given: NewCreditNoteFields) -> InvoiceAnswer:
    """Take back an invoice, or some of its lines. Raises MissingInput, InvalidValue, InvoiceUnknown."""
    field = "creditNote.invoice"
    call.goes_past_ends = True
    invoice = INVOICES.lock(call, required(given.get("invoice"), field), field=field)
    return writing.write_credit_note(call, invoice, given)


def find(call: Call, number: str, field: str) -> Invoice:
    """An invoice in scope. Raises MissingInput, InvoiceUnknown."""
    return INVOICES.get(call, required(number, field), field=field)


def whose(call: Call, reseller: int, customer: int) -> tuple[int, int]:
    """Seller and buyer of what somebody asks for; buyer 0 is all. Who names none asks for his own.

    Raises MissingInput, CustomerUnknown, InvalidValue.
    """
    actor = call.actor
    if not reseller and not customer:
        customer = actor.customer if actor.customer != actor.reseller else 0
        reseller = actor.reseller
    if customer:
        owner = tenancy.read_tenancy(call, customer, "customer")
        require_customer(owner, "customer")
        if reseller and reseller != owner.reseller:
            raise CustomerUnknown("there is no such customer", field="customer")
        return owner.reseller, owner.customer
    if not reseller:
        raise MissingInput("must not be empty", field="reseller")
    owner = tenancy.read_tenancy(call, reseller, "reseller")
    if owner.customer != owner.reseller:
        raise InvalidValue("is not the id of a reseller", field="reseller")
    return owner.reseller, 0


def require_customer(owner: tenancy.Tenancy, field: str) -> None:
    """Raise InvalidValue for a reseller, to whom nothing is invoiced here."""
    if owner.customer == owner.reseller:
        raise InvalidValue("is a reseller: invoices are for its customers", field=field)


def due_date(call: Call, days: int) -> str:
    """The day on which what is invoiced today is to be paid."""
    return (date.fromisoformat(call.today) + timedelta(days=days)).isoformat()
