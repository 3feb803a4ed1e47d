# SPDX-License-Identifier: Apache-2.0
"""Subscriptions on the wire (order.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.order import days
from ngnprov.ports.order.permissions import READ_ORDERS, SUBMIT_ORDERS
from ngnprov.ports.pbx.errors import LicencesUsed, NotPbx, SubscriptionState, SubscriptionUnknown
from ngnprov.ports.pbx.subscriptions import ending
from ngnprov.ports.pbx.subscriptions.types import Subscription, SubscriptionPage, SubscriptionQuery
from ngnprov.ports.pbx.subscriptions.wire import SubscriptionAnswer, SubscriptionPageAnswer, SubscriptionQueryFields
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id, Text

_ending = partial(operation, Id(), returns=Subscription, answers="subscription", may=SUBMIT_ORDERS)
_FAULTS = (CustomerUnknown, SubscriptionUnknown, SubscriptionState, NotPbx, Terminated)


class OrderSubscriptions(PortService):
    """Subscriptions: what is held, and what was ordered."""

    @listing(SubscriptionQuery, returns=SubscriptionPage, may=READ_ORDERS)
    def getSubscriptions(call: Call, query: SubscriptionQueryFields | None) -> SubscriptionPageAnswer:
        """Subscriptions that match, ended ones included: a slice of them, and how many there are in all."""
        return ending.get_subscriptions(call, query or {})

    @_ending(Text(16, example="endOfMonth"), faults=(*_FAULTS, MissingInput, InvalidValue, LicencesUsed))
    def endSubscription(call: Call, id: int, when: str) -> SubscriptionAnswer:
        """Let licences that were ordered end: now, at the endOfMonth, or with a day."""
        day = days.resolve(required(when, "when"), call.today, "when")
        return ending.end_subscription(call, id, day, at_once=when == days.NOW)

    @_ending(faults=_FAULTS)
    def withdrawEnd(call: Call, id: int) -> SubscriptionAnswer:
        """Let licences go on that were to end."""
        return ending.withdraw_end(call, id)
