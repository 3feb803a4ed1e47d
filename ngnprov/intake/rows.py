# SPDX-License-Identifier: Apache-2.0
"""The rows of a CSV file (RFC 4180), whose first one names the columns. In memory is one at a time.

Blanks around a cell are ignored, an empty cell is like an absent one, and rows without any content are passed over. A row
has as many cells as the heading: one that was cut off is none.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from ngnprov.intake.octets import not_utf8, undecoded
from ngnprov.intake.report import Problem
from ngnprov.intake.values import Read, read

_BLANKS = " \t\r\n"
_LONGEST_NAME = 64
"""Characters of a column's name that are told: who gives the wrong file need not see it all."""


@dataclass(slots=True)
class Row:
    """The line in which a row begins, the texts of its cells by column, and what is wrong with it."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def values(self, by: Mapping[str, Read]) -> dict[str, Any]:
        """The cells as values; those that cannot be read become problems."""
        values, wrong = read(by, self.cells)
        self.problems += (Problem(self.line, *each) for each in wrong)
        return values


def rows(lines: Iterable[str], columns: Sequence[str], required: Collection[str]) -> Iterator[Row]:
    """The rows below the heading; octets of ``lines`` that are not UTF-8 stand as surrogates, and are a problem of their row.

    After a heading that misses a ``required`` column or has one that is none of ``columns``, there is only a row with that
    problem.
    """
    heading: list[str] | None = None
    watched = _Lines(lines)
    for row, cells in _read(watched):
        if cells is None:
            yield row
        elif heading is None:
            heading = [cell.lower() for cell in cells]
            row.problems += watched.undecoded() or _problems_of_heading(row.line, heading, columns, required)
            if row.problems:
                yield row
                return
        else:
            row.cells = {name: cell for name, cell in zip(heading, cells, strict=False) if cell}
            row.problems += watched.undecoded(row.cells)
            if len(cells) != len(heading):
                row.problems.append(_whole(row.line, f"has {len(cells)} cells, where the heading has {len(heading)}"))
            yield row
    if heading is None:
        yield Row(1, {}, [_whole(1, "is missing: the first line names the columns")])


class _Lines:
    """Lines of which the first one in a row that is not UTF-8 is known."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._count = 0
        self._place: tuple[int, int] | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._count += 1
        if self._place is None and (octet := undecoded(line)) is not None:
            self._place = self._count, octet
        return line

    def undecoded(self, cells: dict[str, str] | None = None) -> list[Problem]:
        """The problem of the row that was read, if it is not UTF-8; the ``cells`` that are not are taken out."""
        if self._place is None:
            return []
        place, self._place = self._place, None
        bad = [name for name, cell in (cells or {}).items() if undecoded(cell) is not None]
        for name in bad:
            del (cells or {})[name]
        return [not_utf8(*place, *bad[:1])]


def _read(lines: _Lines) -> Iterator[tuple[Row, list[str] | None]]:
    """Each row with anything in it, and its cells; None for what is not CSV."""
    reader = csv.reader(lines, strict=True)
    while True:
        row = Row(reader.line_num + 1)
        try:
            cells = [cell.strip(_BLANKS) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            row.problems += lines.undecoded() or [_whole(row.line, f"is not CSV: {error}")]
            yield row, None
        else:
            if any(cells):
                yield row, cells


def _problems_of_heading(
    line: int, heading: list[str], columns: Sequence[str], required: Collection[str]
) -> Iterator[Problem]:
    if len(heading) == 1 and any(separator in heading[0] for separator in ";\t"):
        yield _whole(line, "has no comma: cells are separated by commas")
        return
    for name in dict.fromkeys(heading):
        if not name:
            yield _whole(line, "has a cell that names no column")
        elif name not in columns:
            yield Problem(line, name[:_LONGEST_NAME], f"is not one of the columns {', '.join(columns)}")
        elif heading.count(name) > 1:
            yield Problem(line, name, "is there twice")
    for name in columns:
        if name in required and name not in heading:
            yield Problem(line, name, "is missing")


def _whole(line: int, text: str) -> Problem:
    return Problem(line, "", text)
