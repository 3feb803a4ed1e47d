# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a file that is brought in, by line."""

from dataclasses import dataclass, field
from typing import NamedTuple

MOST = 1000
"""Mistakes of one file that are told; more are counted."""


class Mistake(NamedTuple):
    """A sentence about a line; 0 is the file as a whole."""

    line: int
    text: str


@dataclass(eq=False)
class Mistakes(Exception):
    """Why nothing of a file was brought in. ``found`` are the first :data:`MOST` of ``count``."""

    found: list[Mistake] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, text: str) -> None:
        """One more."""
        self.count += 1
        if len(self.found) < MOST:
            self.found.append(Mistake(line, text))

    def check(self) -> None:
        """Raise itself when there are any."""
        if self.count:
            self.found.sort()
            raise self
