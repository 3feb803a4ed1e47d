# SPDX-License-Identifier: Apache-2.0
"""Orders on the wire (order.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.order.errors import OrderState, OrderUnknown, QuoteChanged, TermsNotAccepted
from ngnprov.ports.order.orders import service
from ngnprov.ports.order.orders.types import Order, Orderables, OrderPage, OrderQuery, Quote
from ngnprov.ports.order.orders.wire import (
    OrderablesAnswer,
    OrderAnswer,
    OrderFields,
    OrderPageAnswer,
    OrderQueryFields,
    QuoteAnswer,
)
from ngnprov.ports.order.permissions import READ_ORDERS, SUBMIT_ORDERS
from ngnprov.ports.pbx.errors import (
    LicencesUsed,
    NotInAgreement,
    NotPbx,
    QuantityReached,
    ResellerQuantityReached,
)
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Flag, Id, Text

_CUSTOMER = (CustomerUnknown, NotPbx, Terminated)
PLANNING = (MissingInput, InvalidValue, *_CUSTOMER, NotInAgreement, LicencesUsed)
_Name = Text(32, example="O7-1")

_ordering = partial(operation, returns=Order, answers="order", may=SUBMIT_ORDERS, versioned="order_orders")


class OrderOrders(PortService):
    """Orders of licences: written, quoted, submitted, and carried out at once or on a day."""

    @reading(Id(), returns=Orderables, answers="orderables", may=READ_ORDERS, faults=_CUSTOMER)
    def getOrderables(call: Call, customer: int) -> OrderablesAnswer:
        """The licences that a customer may order, what they cost, and the terms that it accepts."""
        return service.get_orderables(call, customer)

    @reading(Order, returns=Quote, answers="quote", may=READ_ORDERS, faults=PLANNING)
    def quoteOrder(call: Call, order: OrderFields) -> QuoteAnswer:
        """What an order would cost, now and for each month, with warnings and limits; nothing is made."""
        return service.quote_order(call, order)

    @_ordering(Order, faults=PLANNING)
    def addOrder(call: Call, order: OrderFields) -> OrderAnswer:
        """Write an order as a draft; submitOrder then orders it."""
        return service.add_order(call, order)

    @_ordering(Order, faults=(*PLANNING, OrderUnknown, OrderState))
    def updateOrder(call: Call, order: OrderFields) -> OrderAnswer:
        """Change the members given of a draft; lines that are given replace all."""
        return service.update_order(call, order)

    @_ordering(_Name, faults=(OrderUnknown, OrderState, *_CUSTOMER))
    def cancelOrder(call: Call, id: str) -> OrderAnswer:
        """Give up a draft, or an order that is scheduled for a later day."""
        return service.cancel_order(call, id)

    @_ordering(
        *(_Name, Id(), Flag(), Text(64)),
        faults=(
            *(*PLANNING, OrderUnknown, OrderState, TermsNotAccepted, QuoteChanged),
            *(QuantityReached, ResellerQuantityReached),
        ),
        optional=("quoteDigest",),
    )
    def submitOrder(call: Call, id: str, termsVersion: int, accepted: bool, quoteDigest: str | None) -> OrderAnswer:
        """Order what a draft says, with the present terms accepted; with a digest only what was quoted."""
        return service.submit_order(call, id, termsVersion, accepted, quoteDigest or "")

    @listing(OrderQuery, returns=OrderPage, may=READ_ORDERS)
    def getOrders(call: Call, query: OrderQueryFields | None) -> OrderPageAnswer:
        """Orders that match, the newest first: a slice of them, and how many there are in all."""
        return service.get_orders(call, query or {})
