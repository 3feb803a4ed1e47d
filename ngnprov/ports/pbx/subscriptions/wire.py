# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from decimal import Decimal
from typing import NamedTuple


class SubscriptionAnswer(NamedTuple):
    """A Subscription as it is answered, in wire order."""

    product: str
    name: str
    kind: str
    number: str
    account_id: str
    start: str
    until: str
    price_monthly: Decimal
    price_once: Decimal
    source: str
