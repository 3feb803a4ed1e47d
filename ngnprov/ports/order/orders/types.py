# SPDX-License-Identifier: Apache-2.0
"""Types of orders (order.md 2)."""

from ngnprov.ports.order.names import MOST_EXTRA_DEVICES, MOST_OF_A_LINE
from ngnprov.ports.order.terms.types import Terms
from ngnprov.ports.order.types import OrderRecord
from ngnprov.ports.pbx.entitlements.types import Entitlement
from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_TITLE
from ngnprov.soap.types import Id, Int, ListOf, Money, Part, Text, page_of, query_of


class Orderable(OrderRecord):
    """A licence that a customer may order: how it is called, what it costs, and how many there are."""

    product = Text(LONGEST_CODE, example="USER")
    name = Text(LONGEST_TITLE)
    kind = Text(32, example="userLicence")
    priceMonthly = priceOnce = Money()
    ordered = Int(0)


class Orderables(OrderRecord):
    """What a customer may order, in which currency, and the terms that it accepts with an order."""

    customer = Id()
    currency = Text(3)
    products = ListOf(Orderable)
    terms = Part(Terms)


class OrderLine(OrderRecord):
    """So many licences of a ``product``. With each of a user comes one of a device, and as many more as ``extraDevices``.

    ``deviceProduct`` says which, where the agreement has several.
    """

    product = Text(LONGEST_CODE, example="USER")
    quantity = Int(0, MOST_OF_A_LINE)
    extraDevices = Int(0, MOST_EXTRA_DEVICES)
    deviceProduct = Text(LONGEST_CODE)


class Order(OrderRecord):
    """An order of a customer, known by its ``id``: licences to be added or removed, or how many there are to be (change).

    ``effective`` is now, endOfMonth or a day, and ``date`` the day that it means once the order is submitted. ``state`` is
    draft, scheduled, fulfilled, cancelled or rejected, the last one with a ``reason``. ``now`` and ``monthly`` are what it was
    quoted to cost when it was submitted.
    """

    id = Text(32, example="O7-1")
    customer = Id()
    kind = Text(16, example="add")
    lines = ListOf(OrderLine)
    effective = Text(16, example="now")
    date = Text(16)
    state = Text(16)
    now = monthly = Money()
    termsVersion = Id()
    acceptedBy = Text(255)
    acceptedAt = Text(64)
    acceptedFrom = Text(64)
    quoteDigest = Text(64)
    reason = Text(1024)
    createdBy = Text(255)
    createDate = changeDate = Text(64)


class QuoteLine(OrderRecord):
    """What a line of an order comes to: so many licences more, or less, what is due for them now, and for each month."""

    line = Int(0)
    product = Text(LONGEST_CODE)
    name = Text(LONGEST_TITLE)
    quantity = Int()
    now = monthly = Money()


class Quote(OrderRecord):
    """What an order costs that is carried out on a ``date``, and what has to be known of it: ``warnings`` are sentences.

    ``limits`` are those that it would meet. Whoever submits the order with the ``quoteDigest`` orders exactly this.
    """

    customer = Id()
    date = Text(16)
    currency = Text(3)
    lines = ListOf(QuoteLine)
    now = monthly = Money()
    warnings = ListOf(Text(1024))
    limits = ListOf(Entitlement)
    termsVersion = Id()
    quoteDigest = Text(64)


class OrderFilter(OrderRecord):
    """What getOrders filters by."""

    id = Text(32)
    customer = reseller = Id()
    kind = state = Text(16)


OrderQuery = query_of("OrderQuery", "orders", OrderFilter)
OrderPage = page_of("OrderPage", "orders", orders=Order)
