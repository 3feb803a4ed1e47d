# SPDX-License-Identifier: Apache-2.0
"""Types of subscriptions (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_EXTENSION, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, Id, Int, Money, Text, page_of, query_of


class Subscription(PbxRecord):
    """A product that an extension holds, or has held, or licences that a customer has ordered, which no extension holds.

    ``name`` is how users see the product, ``number`` and ``accountId`` say who holds it. ``start`` is the first day, ``until``
    the last one, where that is known; ``state`` is active, ending or ended. Prices are those of the first day, for one.
    """

    id = Id()
    customer = Id()
    product = Text(LONGEST_CODE, example="CLOUD-PBX")
    name = Text(LONGEST_TITLE)
    kind = Text(32)
    number = Text(LONGEST_EXTENSION)
    accountId = Text(32)
    quantity = Int(0)
    start = until = Text(16)
    state = Text(16)
    priceMonthly = priceOnce = Money()
    source = Text(32)


class SubscriptionFilter(PbxRecord):
    """What getSubscriptions filters by; ``licences`` are those that no extension holds, ``live`` those that have not ended."""

    id = customer = reseller = Id()
    product = Text(LONGEST_CODE)
    licences = live = Flag()


SubscriptionQuery = query_of("SubscriptionQuery", "subscriptions", SubscriptionFilter)
SubscriptionPage = page_of("SubscriptionPage", "subscriptions", subscriptions=Subscription)
