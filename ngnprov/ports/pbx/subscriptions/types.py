# SPDX-License-Identifier: Apache-2.0
"""Types of subscriptions (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_EXTENSION, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Money, Text


class Subscription(PbxRecord):
    """A product that an extension holds, or has held: ``start`` is the first day, ``until`` the last one.

    ``name`` is how users see the product, ``number`` and ``accountId`` say who holds it. Prices are those of the first day.
    """

    product = Text(LONGEST_CODE, example="CLOUD-PBX")
    name = Text(LONGEST_TITLE)
    kind = Text(32)
    number = Text(LONGEST_EXTENSION)
    accountId = Text(32)
    start = until = Text(16)
    priceMonthly = priceOnce = Money()
    source = Text(32)
