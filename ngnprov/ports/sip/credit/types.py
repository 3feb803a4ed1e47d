# SPDX-License-Identifier: Apache-2.0
"""Types of prepaid credit (sip.md 4.7)."""

from ngnprov.ports.sip.types import SipId
from ngnprov.soap.types import ListOf, Money, Record, Text

LONGEST_DESCRIPTION = 255

SipIds = ListOf(SipId)
"""``SipIdArray``."""


class PrepaidStatus(Record):
    """The balance of an account, 0 when it never had credit."""

    balance = Money()


class BalanceChange(Record):
    """A balance before and after a change."""

    old_balance = new_balance = Money()


class CreditHistoryEntry(Record):
    """A change of a balance: ``value`` is above 0 for credit and below for debit, ``balance`` what there was after it.

    ``session`` is the Call-ID of a debited call, else empty.
    """

    date = Text(64)
    action = Text(64)
    description = Text(LONGEST_DESCRIPTION)
    value = balance = Money()
    session = Text(255)


class CreditHistory(Record):
    """The latest changes of a balance, newest first."""

    entries = ListOf(CreditHistoryEntry)
