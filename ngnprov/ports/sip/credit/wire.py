# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from decimal import Decimal
from typing import NamedTuple

from ngnprov.db.lists.page import Listed


class PrepaidStatusAnswer(NamedTuple):
    """A PrepaidStatus as it is answered, in wire order."""

    balance: Decimal


class BalanceChangeAnswer(NamedTuple):
    """A BalanceChange as it is answered, in wire order."""

    old_balance: Decimal
    new_balance: Decimal


class CreditHistoryEntryAnswer(NamedTuple):
    """A CreditHistoryEntry as it is answered, in wire order."""

    date: str
    action: str
    description: str
    value: Decimal
    balance: Decimal
    session: str


class CreditHistoryAnswer(NamedTuple):
    """A CreditHistory as it is answered, in wire order."""

    entries: Listed[CreditHistoryEntryAnswer]
