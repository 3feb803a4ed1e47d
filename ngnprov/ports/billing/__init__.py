# SPDX-License-Identifier: Apache-2.0
"""BillingPort: how resellers charge their customers, and what they have charged them (docs/contract/billing.md).

::

    charging < invoices     which days of what cost how much; what invoices say, and how they are made and kept
    parties                 who sells and who buys, as invoices say it
    einvoice < files        invoices as data, pages and e-invoices
    debits                  files by which banks collect what was invoiced
    profiles                by which billing profiles customers are charged

Billing profiles are TenantPort's, whose tenants name them; here are the operations.
"""

from ngnprov.calls.port import Events, Port
from ngnprov.ports.billing.debits.operations import BillingDebits
from ngnprov.ports.billing.files.operations import BillingFiles
from ngnprov.ports.billing.hooks import KEPT, examine, in_use
from ngnprov.ports.billing.invoices.operations import BillingInvoices
from ngnprov.ports.billing.moving import MOVING
from ngnprov.ports.billing.names import NAMESPACE
from ngnprov.ports.billing.parties.operations import BillingParties
from ngnprov.ports.billing.profiles.operations import BillingProfiles

PORT = Port(
    name="billing",
    title="BillingPort",
    namespace=NAMESPACE,
    type_namespace=NAMESPACE,
    services=(BillingProfiles, BillingParties, BillingInvoices, BillingFiles, BillingDebits),
    floor=6,
    in_use=in_use,
    moving=MOVING,
    kept=KEPT,
    examine=examine,
    events=Events(
        {
            **{"invoice ": "invoice", "invoices of ": "invoices", "invoice runs of ": "invoices"},
            **{"invoicing of ": "invoicing", "SEPA ": "directDebit", "mandate ": "mandate"},
        },
        verbs={"generateInvoices": "generated"},
    ),
)
