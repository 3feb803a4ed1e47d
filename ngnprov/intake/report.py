# SPDX-License-Identifier: Apache-2.0
"""What has become of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from ngnprov.errors import InvalidValue, Refusal

MOST_KINDS = 1000
"""Kinds of problems that are reported; those of other kinds are only counted."""
FEW = 10
"""Up to this many problems of one kind are each reported with their line; beyond it, the first one and how many there are."""


class Problem(NamedTuple):
    """What is wrong in a line, counted from 1, and a column of it: 0 is the whole file, "" the whole line.

    ``detail`` is what differs among problems of one kind, such as the place in the line; ``code`` is that of the
    refusal that a call with such a value would get.
    """

    line: int
    column: str
    text: str
    detail: str = ""
    code: int = InvalidValue.code

    @classmethod
    def of_line(cls, line: int, refusal: Refusal) -> Self:
        """Why what stands in a line was refused, as one sentence."""
        names_member = "." in (refusal.field or "")
        return cls(line, "", refusal.sentence if names_member else refusal.text)

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, others: int = 0) -> str:
        """The sentence of this problem, and of so many ``others`` of its kind."""
        text = f"{self.text} ({self.detail})" if self.detail else self.text
        if not self.line:
            return text
        place = f"line {self.line}" + (f" and {others:,} more" if others else "")
        return f"{place}, column {self.column}: {text}" if self.column else f"{place}: {text}"


@dataclass(slots=True)
class _Kind:
    """Problems of one column and text: how many, and the first of them."""

    count: int = 0
    first: list[Problem] = field(default_factory=list)


class Tally:
    """Problems by kind, in bounded memory however many there are."""

    __slots__ = ("_kinds", "_unlisted")

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._kinds: dict[tuple[str, str], _Kind] = {}
        self._unlisted = 0
        self.add(*problems)

    def __len__(self) -> int:
        """How many problems there are."""
        return sum(kind.count for kind in self._kinds.values()) + self._unlisted

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def __iter__(self) -> Iterator[Problem]:
        """Those that are kept, which of few problems are all."""
        for kind in self._kinds.values():
            yield from kind.first

    def add(self, *problems: Problem) -> None:
        """Count these problems, too."""
        for problem in problems:
            self._take((problem.column, problem.text), _Kind(1, [problem]))

    def follow(self, later: "Tally") -> None:
        """What is wrong in the lines that come next."""
        for key, kind in later._kinds.items():
            self._take(key, kind)
        self._unlisted += later._unlisted

    def sentences(self) -> Iterator[str]:
        """What is reported, by line: each problem of a kind that has :data:`FEW`, one sentence for each other kind."""
        lines = [
            (problem.line, problem.sentence(others))
            for kind in self._kinds.values()
            for problem, others in _shown(kind)
        ]
        yield from (sentence for _, sentence in sorted(lines, key=lambda each: each[0]))
        if self._unlisted:
            yield f"... and {self._unlisted:,} more"

    def _take(self, key: tuple[str, str], more: _Kind) -> None:
        kind = self._kinds.get(key)
        if kind is None:
            if len(self._kinds) >= MOST_KINDS:
                self._unlisted += more.count
                return
            kind = self._kinds[key] = _Kind()
        kind.count += more.count
        kind.first += more.first[: FEW - len(kind.first)]


def _shown(kind: _Kind) -> Iterator[tuple[Problem, int]]:
    """What is reported of a kind, and how many others each stands for."""
    if kind.count > FEW:
        yield min(kind.first), kind.count - 1
    else:
        for problem in kind.first:
            yield problem, 0


@dataclass(slots=True)
class Report:
    """How many items were added, with how many members of their lists in all, and what is wrong with others.

    ``remarks`` are of what was passed over and is not a problem, such as a repeated line.
    """

    added: int = 0
    listed: int = 0
    problems: Tally = field(default_factory=Tally)
    remarks: Tally = field(default_factory=Tally)

    def add(self, listed: int = 0) -> None:
        """An item was added."""
        self.added += 1
        self.listed += listed

    def follow(self, later: "Report") -> None:
        """What became of the lines that come next."""
        self.added += later.added
        self.listed += later.listed
        self.problems.follow(later.problems)
        self.remarks.follow(later.remarks)
