# SPDX-License-Identifier: Apache-2.0
"""The type of mappings (enum.md 2)."""

from ngnprov.ports.enum import names
from ngnprov.soap.types import Int, Record, Text


class EnumMapping(Record):
    """A URI that a number leads to. 0 as ``ttl`` is the range's, as ``priority`` 5; a new mapping has no ``id``."""

    id = Int(0)
    type = Text(64)
    mapto = Text(1024)
    ttl = Int(0)
    priority = Int(0, names.HIGHEST_PREFERENCE)
