# SPDX-License-Identifier: Apache-2.0
"""What has become of a file."""

from dataclasses import dataclass, field
from typing import NamedTuple, Self

from ngnprov.errors import Refusal

MOST_PROBLEMS = 1000
"""Problems that are told; the others are counted."""


class Problem(NamedTuple):
    """What is wrong in a line, counted from 1, and a column of it: 0 is the whole file, "" the whole line."""

    line: int
    column: str
    text: str

    @classmethod
    def of_line(cls, line: int, refusal: Refusal) -> Self:
        """Why what stands in a line was refused, as one sentence."""
        names_member = "." in (refusal.field or "")
        return cls(line, "", refusal.sentence if names_member else refusal.text)

    def __str__(self) -> str:
        if not self.line:
            return self.text
        place = f"line {self.line}, column {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.text}"


@dataclass(slots=True)
class Report:
    """How many items were added, with how many members of their lists in all, and the first of the problems of others."""

    added: int = 0
    listed: int = 0
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0

    @property
    def count(self) -> int:
        """How many problems there are."""
        return len(self.problems) + self.untold

    def add(self, listed: int = 0) -> None:
        """An item was added."""
        self.added += 1
        self.listed += listed

    def refuse(self, *problems: Problem) -> None:
        """Something was not."""
        room = max(0, MOST_PROBLEMS - len(self.problems))
        self.problems += problems[:room]
        self.untold += len(problems[room:])

    def follow(self, later: "Report") -> None:
        """What became of the lines that come next."""
        self.added += later.added
        self.listed += later.listed
        self.refuse(*later.problems)
        self.untold += later.untold
