# SPDX-License-Identifier: Apache-2.0
"""Files on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.billing.errors import InvoiceUnknown, NoEInvoice, NotInstalled
from ngnprov.ports.billing.files import service
from ngnprov.ports.billing.files.types import InvoiceFile
from ngnprov.ports.billing.files.wire import InvoiceFileAnswer
from ngnprov.ports.billing.names import LONGEST_FILE, LONGEST_NUMBER
from ngnprov.ports.billing.permissions import READ_INVOICES
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id, Text

_Period = Text(7, example="2027-03")


class BillingFiles(PortService):
    """Invoices as files: for billing systems, for people, and as e-invoices."""

    @reading(
        *(Id(), Id(), _Period, Text(16, example="csv"), Text(16)),
        returns=Text(LONGEST_FILE),
        answers="data",
        may=READ_INVOICES,
        faults=(MissingInput, InvalidValue, CustomerUnknown),
        optional=("reseller", "customer", "layout"),
    )
    def getBillingData(
        call: Call, reseller: int | None, customer: int | None, period: str, format: str, layout: str | None
    ) -> str:
        """What was invoiced for a month, as csv, spreadsheet, json, xml or bookings: of a reseller, or of a customer. The
        layout legacy is that of older CSV files."""
        return service.get_billing_data(call, reseller or 0, customer or 0, period, format, layout or "")

    @operation(
        *(Text(LONGEST_NUMBER, example="1-202703-17"), Text(16, example="facturx")),
        returns=InvoiceFile,
        answers="file",
        may=READ_INVOICES,
        faults=(MissingInput, InvalidValue, InvoiceUnknown, NoEInvoice, NotInstalled),
        ahead=service.look_ahead,
    )
    def makeInvoiceFile(call: Call, invoice: str, format: str) -> InvoiceFileAnswer:
        """An invoice as pdf, cii, ubl or facturx. What is made once is stored, and the same bytes ever after."""
        return service.make_invoice_file(call, invoice, format)
