# SPDX-License-Identifier: Apache-2.0
"""Filtering by names of domains and hosts."""

from dataclasses import dataclass

from ngnprov.db.lists import patterns
from ngnprov.db.lists.filters import ByPattern
from ngnprov.db.lists.patterns import Pattern
from ngnprov.zonefiles import hostnames


@dataclass(frozen=True, slots=True)
class ByName(ByPattern):
    """:class:`ByPattern` on a column of names, whose patterns are folded as names are wherever they come in (D-J, D-O).

    Blanks around them and a final dot do not count, ASCII letters have no case, and any other character is itself.
    """

    def pattern(self, written: str) -> Pattern:
        """The pattern as names are stored."""
        return patterns.read(hostnames.folded(written), hostnames.lower)
