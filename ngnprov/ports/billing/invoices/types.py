# SPDX-License-Identifier: Apache-2.0
"""Types of invoices (billing.md 2)."""

from ngnprov.ports.billing.names import LONGEST_NAME, LONGEST_NUMBER
from ngnprov.ports.billing.types import BillingRecord
from ngnprov.soap.types import Id, Int, ListOf, Money, Part, Text, page_of, query_of


class InvoiceLine(BillingRecord):
    """Something that is charged for some days, ``fromDate`` and ``toDate`` included: ``amount`` without tax.

    ``kind`` is fee or userFee of the product type, monthly or once of a subscription, or other. ``unitPrice`` is the price for
    a whole month, for one. ``tags`` are of prorata, trial, inHouse and blocked: with the last three it costs nothing.
    ``userId``, ``userName`` and ``role`` are of the extension that holds the subscription.
    """

    place = Int(0)
    kind = Text(16)
    subscription = Id()
    product = Text(64)
    name = Text(LONGEST_NAME)
    partNumber = Text(64)
    quantity = Int(0)
    fromDate = toDate = Text(10)
    unitPrice = amount = Money()
    tags = ListOf(Text(16))
    userId = Text(32)
    userName = Text(LONGEST_NAME)
    role = Text(32)
    taxCategory = Text(2)
    taxRate = Money()
    taxReason = Text(LONGEST_NAME)


class InvoiceTax(BillingRecord):
    """The tax on all lines of a category and rate: of the sum ``net`` of their amounts, rounded once."""

    category = Text(2)
    rate = net = tax = Money()
    reason = Text(LONGEST_NAME)


class InvoiceParty(BillingRecord):
    """Seller or buyer of an invoice as they were: ``reference`` is the customer's, or its number where it has none."""

    name = Text(LONGEST_NAME)
    reference = Text(200)
    vatId = Text(32)
    registration = Text(64)
    street = Text(1024)
    postcode = city = region = Text(LONGEST_NAME)
    country = Text(2)
    electronicAddress = Text(LONGEST_NAME)
    electronicScheme = Text(4)
    buyerReference = Text(100)
    email = Text(254)
    phone = Text(LONGEST_NAME)
    iban = Text(42)
    bic = Text(11)
    brand = Text(100)


class Invoice(BillingRecord):
    """An invoice of a reseller to a customer, known by its ``number``; in a preview that is empty.

    ``type`` is periodic, adHoc or creditNote, which names in ``credits`` the invoice that it takes back, and in ``reason``
    why; its amounts are positive. ``period`` is a month, ``reference`` the customer's, or its number where it has none.
    """

    number = Text(LONGEST_NUMBER, example="1-202703-17")
    type = Text(16)
    reseller = customer = Id()
    customerName = Text(LONGEST_NAME)
    reference = Text(200)
    period = Text(7, example="2027-03")
    date = dueDate = Text(10)
    currency = Text(3)
    lines = ListOf(InvoiceLine)
    taxes = ListOf(InvoiceTax)
    net = tax = total = Money()
    seller = buyer = Part(InvoiceParty)
    paymentTerms = Text(1000)
    credits = Text(LONGEST_NUMBER)
    reason = Text(LONGEST_NAME)
    createdBy = Text(255)
    createDate = Text(64)


class ImaginedChange(BillingRecord):
    """A change of a customer's licences that a preview takes for done: so many more of a ``product`` from a ``date`` on, or
    with a negative ``quantity`` less, with that date as their last."""

    product = Text(64)
    quantity = Int(-10_000, 10_000)
    date = Text(10)


class NewLine(BillingRecord):
    """A line of an ad hoc invoice: so many of something at a price for one. Without a tax category it is the customer's."""

    name = Text(LONGEST_NAME)
    partNumber = Text(64)
    quantity = Int(0, 1_000_000)
    unitPrice = Money()
    taxCategory = Text(2)
    taxRate = Money()
    taxReason = Text(LONGEST_NAME)


class NewInvoice(BillingRecord):
    """An ad hoc invoice that is to be written; its period is the month of today."""

    customer = Id()
    currency = Text(3)
    reason = Text(LONGEST_NAME)
    lines = ListOf(NewLine)


class CreditedLine(BillingRecord):
    """So much of a line of an invoice, by its ``place``; without an amount all that is not credited yet."""

    place = Int(0)
    amount = Money()


class NewCreditNote(BillingRecord):
    """A credit note that is to be written: for the lines given of an ``invoice``, or for all that is not credited yet."""

    invoice = Text(LONGEST_NUMBER)
    reason = Text(LONGEST_NAME)
    lines = ListOf(CreditedLine)


class InvoiceFilter(BillingRecord):
    """What getInvoices filters by."""

    number = Text(1024)
    customer = reseller = Id()
    period = Text(1024)
    type = Text(1024)
    credits = Text(1024)


InvoiceQuery = query_of("InvoiceQuery", "invoices", InvoiceFilter)
InvoicePage = page_of("InvoicePage", "invoices", invoices=Invoice)
