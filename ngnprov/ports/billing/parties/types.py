# SPDX-License-Identifier: Apache-2.0
"""Types of who sells and who buys (billing.md 6)."""

from ngnprov.ports.billing.names import LONGEST_NAME
from ngnprov.ports.billing.types import BillingRecord
from ngnprov.soap.types import Id, Int, Money, Text

LONGEST_DUE = 365


class Invoicing(BillingRecord):
    """How an entry stands on invoices: a reseller as the seller, a customer as the buyer.

    ``electronicScheme`` is a code of the EAS list for its ``electronicAddress``, such as 9930, 0088 or EM. ``taxCategory`` is
    S, Z, E, AE or O, or empty; ``taxRate`` per cent. A reseller's tax, ``paymentDays`` and ``paymentTerms`` hold for customers
    that have none of their own. ``minimumDays`` (0 or 30) and ``billedFrom``, the first day that is charged at all, are a
    reseller's; the mandate is a customer's, its ``mandateSequence`` FRST, RCUR, OOFF or FNAL.
    """

    customer = Id()
    name = Text(LONGEST_NAME)
    vatId = Text(32, example="ATU13585627")
    registration = Text(64)
    street = Text(LONGEST_NAME)
    postcode = Text(32)
    city = region = Text(LONGEST_NAME)
    country = Text(2, example="AT")
    electronicAddress = Text(LONGEST_NAME)
    electronicScheme = Text(4)
    buyerReference = Text(100)
    email = Text(254)
    phone = Text(64)
    taxCategory = Text(2, example="S")
    taxRate = Money()
    taxReason = Text(LONGEST_NAME)
    paymentDays = Int(0, LONGEST_DUE)
    paymentTerms = Text(1000)
    iban = Text(42)
    bic = Text(11)
    creditorId = mandateId = Text(35)
    mandateDate = Text(10)
    mandateSequence = Text(4)
    minimumDays = Int(0, 30)
    billedFrom = Text(10)
    version = Int(0)
    changeDate = Text(64)
