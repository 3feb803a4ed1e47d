# SPDX-License-Identifier: Apache-2.0
"""Who sells and who buys, on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.billing.parties import service
from ngnprov.ports.billing.parties.types import Invoicing
from ngnprov.ports.billing.parties.wire import InvoicingAnswer, InvoicingFields
from ngnprov.ports.billing.permissions import READ_INVOICING, WRITE_INVOICING
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id

_TABLE = "billing_parties"
_FAULTS = (MissingInput, InvalidValue, CustomerUnknown)


class BillingParties(PortService):
    """How resellers and customers stand on invoices: names, addresses, tax, terms of payment, accounts and mandates."""

    @reading(Id(), returns=Invoicing, answers="invoicing", faults=_FAULTS, may=READ_INVOICING, versioned=_TABLE)
    def getInvoicing(call: Call, customer: int) -> InvoicingAnswer:
        """How an entry stands on invoices, whether somebody has set it or not; 0 is the caller's own."""
        return service.get_invoicing(call, customer)

    @operation(Invoicing, returns=Invoicing, answers="invoicing", faults=_FAULTS, may=WRITE_INVOICING, versioned=_TABLE)
    def setInvoicing(call: Call, invoicing: InvoicingFields) -> InvoicingAnswer:
        """Change the members given of how a reseller or customer stands on invoices. Invoices that are there stay."""
        return service.set_invoicing(call, invoicing)
