# SPDX-License-Identifier: Apache-2.0
"""Types of vouchers (sip.md 4.7)."""

from ngnprov.soap.types import Id, Record, Text


class PrepaidCard(Record):
    """A voucher as it is presented; blanks in the number do not matter."""

    id = Id()
    number = Text(64, secret=True)
