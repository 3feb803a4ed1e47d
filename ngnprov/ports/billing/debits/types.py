# SPDX-License-Identifier: Apache-2.0
"""Types of direct debits (billing.md 12)."""

from ngnprov.ports.billing.names import LONGEST_FILE, LONGEST_NUMBER
from ngnprov.ports.billing.types import BillingRecord
from ngnprov.soap.types import Int, ListOf, Money, Text


class NotCollected(BillingRecord):
    """An invoice that is not in a file, and why."""

    invoice = Text(LONGEST_NUMBER)
    reason = Text(255)


class DebitFile(BillingRecord):
    """A file for the bank (pain.008): how many collections, of how much together, and its ``content`` in base64.

    ``skipped`` are the other invoices of the month.
    """

    name = Text(128, example="1-202703-2027-03-15.pain008.xml")
    collections = Int(0)
    total = Money()
    content = Text(LONGEST_FILE)
    skipped = ListOf(NotCollected)
