# SPDX-License-Identifier: Apache-2.0
"""Types of the phonebook (sip.md 4.8)."""

from ngnprov.soap.types import Record, Text, page_of

_PATTERN = 1024


class PhonebookEntry(Record):
    """An address and the name shown for it. ``firstName`` and ``lastName`` are made of the name and not stored.

    To search, ``uri`` and ``name`` hold patterns.
    """

    uri = Text(_PATTERN)
    name = Text(_PATTERN)
    group = Text(64)
    firstName = lastName = Text(_PATTERN)


PhonebookPage = page_of("PhonebookPage", "the entries of a phonebook", entries=PhonebookEntry)
