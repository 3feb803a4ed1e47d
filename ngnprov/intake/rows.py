# SPDX-License-Identifier: Apache-2.0
"""The rows of a CSV file (RFC 4180), whose first one names the columns. In memory is one at a time.

Cells are separated by commas, or by the semicolons or tabs that the heading has instead. Blanks around a cell are ignored, an
empty cell is like an absent one, and rows without any content are passed over. A row has as many cells as the heading: one
that was cut off is none."""

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Self

from ngnprov.intake.octets import not_utf8, undecoded
from ngnprov.intake.report import Problem
from ngnprov.intake.values import Read, read

_BLANKS = " \t\r\n"
_SEPARATORS = ",;\t"
"""What spreadsheets write between cells, wherever they are used."""
_TOO_LONG = "field larger than field limit"
"""What Python's reader says of a cell of more than 131072 characters."""
_MOST_UNKNOWN = 10
"""Columns that nobody knows and that are told one by one."""
_LONGEST_NAME = 64
"""Characters of a column's name that are told: who gives the wrong file need not see it all."""


@dataclass(slots=True)
class Row:
    """The line in which a row begins, the texts of its cells by column, and what is wrong with it.

    ``is_heading``: it is the first one, which names the columns, and comes with its problems only.
    """

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_heading: bool = False

    def values(self, by: Mapping[str, Read]) -> dict[str, Any]:
        """The cells as values; those that cannot be read become problems."""
        values, wrong = read(by, self.cells)
        self.problems += (Problem(self.line, name, each.text, code=each.code) for name, each in wrong)
        return values


def rows(lines: Iterable[str], columns: Sequence[str], required: Collection[str]) -> Iterator[Row]:
    """The rows below the heading; octets of ``lines`` that are not UTF-8 stand as surrogates, and are a problem of their row.

    After a heading that misses a ``required`` column or has one that is none of ``columns``, there is only a row with that
    problem.
    """
    heading: list[str] | None = None
    begun, separator = _separated(iter(lines))
    watched = _Lines(begun)
    for row, cells in _read(watched, separator):
        if cells is None:
            yield row
        elif heading is None:
            heading = [cell.lower() for cell in cells]
            row.problems += watched.undecoded() or _problems_of_heading(row.line, heading, columns, required)
            if row.problems:
                row.is_heading = True
                yield row
                return
        else:
            row.cells = {name: cell for name, cell in zip(heading, cells, strict=False) if cell}
            row.problems += watched.undecoded(row.cells)
            if len(cells) != len(heading):
                row.problems.append(_whole(row.line, f"has {len(cells)} cells, where the heading has {len(heading)}"))
            yield row
    if heading is None:
        yield Row(1, {}, [_whole(1, "is missing: the first line names the columns")], is_heading=True)


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


def _separated(lines: Iterator[str]) -> tuple[Iterable[str], str]:
    """The lines, and what separates the cells of the first one that has any."""
    begun = []
    for line in lines:
        begun.append(line)
        if line.strip():
            break
    heading = begun[-1] if begun else ""
    separator = "," if "," in heading else max(_SEPARATORS, key=heading.count)
    return chain(begun, lines), separator


def _read(lines: _Lines, separator: str) -> Iterator[tuple[Row, list[str] | None]]:
    """Each row with anything in it, and its cells; None for what is not CSV."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        row = Row(reader.line_num + 1)
        try:
            cells = [cell.strip(_BLANKS) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            row.problems += lines.undecoded() or [_whole(row.line, f"is not CSV: {error}")]
            yield row, None
            if _TOO_LONG in str(error):  # the reader would go on within the cell, as if its text were rows
                return
        else:
            if any(cells):
                yield row, cells


def _problems_of_heading(
    line: int, heading: list[str], columns: Sequence[str], required: Collection[str]
) -> Iterator[Problem]:
    unknown = [name for name in dict.fromkeys(heading) if name and name not in columns]
    for name in unknown[:_MOST_UNKNOWN]:
        yield Problem(line, name[:_LONGEST_NAME], f"is not one of the columns {', '.join(columns)}")
    if len(unknown) > _MOST_UNKNOWN:
        yield _whole(line, f"has {len(unknown) - _MOST_UNKNOWN} more columns that nobody knows")
    if "" in heading:
        yield _whole(line, "has a cell that names no column")
    for name, count in Counter(heading).items():
        if name in columns and count > 1:
            yield Problem(line, name, "is there twice")
    for name in columns:
        if name in required and name not in heading:
            yield Problem(line, name, "is missing")


def _whole(line: int, text: str) -> Problem:
    return Problem(line, "", text)
