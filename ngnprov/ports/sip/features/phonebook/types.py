# SPDX-License-Identifier: Apache-2.0
"""Types of the phonebook (sip.md 4.8)."""

from ngnprov.soap.types import Int, ListOf, Record, Text

_PATTERN = 1024


class PhonebookEntry(Record):
    """An address and the name shown for it. ``firstName`` and ``lastName`` are made of the name and not stored.

    To search, ``uri`` and ``name`` hold patterns.
    """

    uri = Text(_PATTERN)
    name = Text(_PATTERN)
    group = Text(64)
    firstName = Text(_PATTERN)
    lastName = Text(_PATTERN)


class PhonebookPage(Record):
    """A slice of the entries of a phonebook, and how many match in all."""

    entries = ListOf(PhonebookEntry)
    total = Int(0)
