# SPDX-License-Identifier: Apache-2.0
"""Types that several groups of SipPort share."""

from ngnprov.soap.types import Flag, ListOf, Record, Text

LONGEST_NAME = 255


class SipId(Record):
    """The address of an account or alias, ``username@domain``; letter case does not matter (sip.md 4.1)."""

    username = Text(64)
    domain = Text(LONGEST_NAME)


Done = Flag()
"""What changes answer: true (sip.md 2)."""

Names = ListOf(Text(LONGEST_NAME))
"""A list of texts, ``StringArray``."""
