# SPDX-License-Identifier: Apache-2.0
"""Invoices on the wire (billing.md 1)."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.billing.errors import AlreadyInvoiced, InvoiceUnknown
from ngnprov.ports.billing.invoices import service
from ngnprov.ports.billing.invoices.types import (
    ImaginedChange,
    Invoice,
    InvoicePage,
    InvoiceQuery,
    NewCreditNote,
    NewInvoice,
)
from ngnprov.ports.billing.invoices.wire import (
    ImaginedChangeFields,
    InvoiceAnswer,
    InvoicePageAnswer,
    InvoiceQueryFields,
    NewCreditNoteFields,
    NewInvoiceFields,
)
from ngnprov.ports.billing.permissions import READ_INVOICES, RUN_INVOICES, WRITE_INVOICES
from ngnprov.ports.pbx.errors import NotInAgreement
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id, ListOf, Text

_INPUT = (MissingInput, InvalidValue)
_Period = Text(7, example="2027-03")
_writing = partial(operation, returns=Invoice, answers="invoice", may=WRITE_INVOICES)


class BillingInvoices(PortService):
    """Invoices of resellers to their customers: previewed, made for a month or as needed, and taken back by credit notes."""

    @reading(
        *(Id(), Id(), _Period, ListOf(ImaginedChange)),
        returns=ListOf(Invoice),
        answers="invoices",
        may=READ_INVOICES,
        faults=(*_INPUT, CustomerUnknown, NotInAgreement),
        optional=("reseller", "customer", "changes"),
    )
    def previewInvoice(
        call: Call,
        reseller: int | None,
        customer: int | None,
        period: str,
        changes: Sequence[ImaginedChangeFields] | None,
    ) -> list[InvoiceAnswer]:
        """What generateInvoices would make for a month now: of a reseller, or of a customer, also with changes that are only
        imagined. Nothing is stored."""
        return service.preview_invoice(call, reseller or 0, customer or 0, period, changes or [])

    @operation(
        *(Id(), _Period),
        returns=ListOf(Invoice),
        answers="invoices",
        may=RUN_INVOICES,
        faults=(*_INPUT, CustomerUnknown, AlreadyInvoiced),
    )
    def generateInvoices(call: Call, reseller: int, period: str) -> list[InvoiceAnswer]:
        """Invoice a month to all customers of a reseller, once and for all. Answers the invoices without their lines."""
        return service.generate_invoices(call, reseller, period)

    @listing(InvoiceQuery, returns=InvoicePage, may=READ_INVOICES)
    def getInvoices(call: Call, query: InvoiceQueryFields | None) -> InvoicePageAnswer:
        """Invoices that match, with their lines, the latest first: a slice of them, and how many there are in all."""
        return service.get_invoices(call, query or {})

    @_writing(NewInvoice, faults=(*_INPUT, CustomerUnknown))
    def addAdHocInvoice(call: Call, invoice: NewInvoiceFields) -> InvoiceAnswer:
        """Write an invoice of lines of the caller's own, beside those of months."""
        return service.add_ad_hoc_invoice(call, invoice)

    @_writing(NewCreditNote, faults=(*_INPUT, InvoiceUnknown))
    def addCreditNote(call: Call, creditNote: NewCreditNoteFields) -> InvoiceAnswer:
        """Take back an invoice, or amounts of its lines. Nothing else takes an invoice back."""
        return service.add_credit_note(call, creditNote)
