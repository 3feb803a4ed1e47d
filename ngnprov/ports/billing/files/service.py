# SPDX-License-Identifier: Apache-2.0
"""The rules of files (billing.md 10 and 11)."""

import base64
import hashlib

from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.errors import InvalidValue, Refusal
from ngnprov.ports.billing.einvoice import making
from ngnprov.ports.billing.errors import InvoiceUnknown
from ngnprov.ports.billing.files import data
from ngnprov.ports.billing.files import store as files
from ngnprov.ports.billing.files.data import Sold
from ngnprov.ports.billing.files.wire import InvoiceFileAnswer
from ngnprov.ports.billing.invoices import periods, presentation, store
from ngnprov.ports.billing.invoices import service as invoices

_FORMATS = (data.CSV, data.JSON, data.XML, data.SPREADSHEET, data.BOOKINGS)


def get_billing_data(call: Call, reseller: int, customer: int, period: str, format: str, layout: str) -> str:
    """What a reseller has invoiced for a month, to all or to one customer, as a text.

    Raises MissingInput, InvalidValue, CustomerUnknown.
    """
    periods.read(period)
    if format not in _FORMATS:
        raise InvalidValue(f"must be one of {', '.join(_FORMATS)}", field="format")
    if layout not in ("", data.LEGACY) or (layout and format not in (data.CSV, data.SPREADSHEET)):
        raise InvalidValue(f"must be empty, or {data.LEGACY} for csv and spreadsheet", field="layout")
    seller, buyer = invoices.whose(call, reseller, customer)
    found = [each for each in store.of_period(call.unit, seller, period) if buyer in (0, each.customer)]
    shown = presentation.answers(call, found)
    sold = [Sold(answer, each.timezone) for answer, each in zip(shown, found, strict=True)]
    if format == data.JSON:
        return data.to_json(seller, period, sold)
    if format == data.BOOKINGS:
        return data.to_bookings(sold)
    if format == data.XML:
        return data.to_xml(seller, period, sold)
    return data.to_csv(sold, legacy=bool(layout), guarded=format == data.SPREADSHEET)


def look_ahead(context: Context, number: str, format: str) -> bytes | Refusal | None:
    """The file of an invoice, made outside of the unit of work, since it takes seconds, where it is not stored; or why it
    cannot be made. None for what is not there: whose it is is looked at afterwards."""
    if format not in making.KINDS:
        return None
    with context.database.reading() as unit:
        invoice = files.invoice_of(unit, number)
        if invoice is None or files.get(unit, invoice.id, format) is not None:
            return None
        (shown,) = presentation.stored(unit, [invoice])
    try:
        with context.database.elsewhere():
            return making.make(shown, format, invoice.language)
    except Refusal as refusal:
        return refusal


def make_invoice_file(call: Call, number: str, format: str) -> InvoiceFileAnswer:
    """A file of an invoice in scope: the same bytes from the first time on.

    Raises MissingInput, InvalidValue, InvoiceUnknown, NoEInvoice, NotInstalled.
    """
    if format not in making.KINDS:
        raise InvalidValue(f"must be one of {', '.join(making.KINDS)}", field="format")
    call.goes_past_ends = True  # what was invoiced is handed out, whatever has become of the customer
    invoice = invoices.find(call, number, "invoice")
    if isinstance(call.ahead, Refusal):
        raise call.ahead
    kind = making.KINDS[format]
    name = f"{invoice.number}.{kind.ending}"
    if isinstance(call.ahead, bytes) and files.add(call.unit, invoice.id, format, call.ahead, call.now):
        call.created(f"file {name}", {"format": format}, invoice.customer)
    content = files.get(call.unit, invoice.id, format)
    if content is None:  # the invoice was made while nothing was looked for
        raise InvoiceUnknown("there is no such invoice", field="invoice")
    return InvoiceFileAnswer(
        name=name,
        media_type=kind.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        content=base64.b64encode(content).decode("ascii"),
    )
