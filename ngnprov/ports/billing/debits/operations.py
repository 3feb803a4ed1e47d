# SPDX-License-Identifier: Apache-2.0
"""Direct debits on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.billing.debits import service
from ngnprov.ports.billing.debits.types import DebitFile
from ngnprov.ports.billing.debits.wire import DebitFileAnswer
from ngnprov.ports.billing.errors import NotInstalled
from ngnprov.ports.billing.permissions import WRITE_INVOICES
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text


class BillingDebits(PortService):
    """Files by which banks collect what was invoiced, by the mandates of customers (SEPA)."""

    @operation(
        *(Id(), Text(7, example="2027-03"), Text(10, example="2027-03-15")),
        returns=DebitFile,
        answers="file",
        may=WRITE_INVOICES,
        faults=(MissingInput, InvalidValue, CustomerUnknown, NotInstalled),
    )
    def exportDebits(call: Call, reseller: int, period: str, date: str) -> DebitFileAnswer:
        """A file of direct debits for what was invoiced for a month, to be collected on a day. Each invoice is in one file
        only; who asks again for the same month and day gets the same file."""
        return service.export_debits(call, reseller, period, date)
