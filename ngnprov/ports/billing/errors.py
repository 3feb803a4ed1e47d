# SPDX-License-Identifier: Apache-2.0
"""Every refusal of BillingPort (billing.md 5); those of billing profiles are TenantPort's.

::

    Unknown
     └── InvoiceUnknown     8309

    AlreadyInvoiced 8310, NoEInvoice 8311, NotInstalled 8312
"""

from ngnprov.errors import Refusal, Unknown


class InvoiceUnknown(Unknown):
    """No such invoice in scope."""

    code, name = 8309, "InvoiceUnknownError"


class AlreadyInvoiced(Refusal):
    """The period of the reseller, or a later one, was invoiced."""

    code, name = 8310, "AlreadyInvoicedError"


class NoEInvoice(Refusal):
    """The rules of the e-invoice were not run, or some failed; the text says which."""

    code, name = 8311, "NoEInvoiceError"


class NotInstalled(Refusal):
    """What would make the file is not installed; the text says what to install."""

    code, name, blame = 8312, "NotInstalledError", "Server"
