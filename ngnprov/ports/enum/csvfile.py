# SPDX-License-Identifier: Apache-2.0
"""Numbers in a CSV file: a heading that names the columns, then a row for each mapping; see :data:`COLUMNS`.

Read row by row, in memory that does not grow with the file.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from ngnprov.ports.enum import names
from ngnprov.ports.enum.mappings import rules

COLUMNS = ("number", "tld", "type", "mapto", "ttl", "priority", "owner", "info")
"""The rows of a number follow one another, and owner and info stand in the first of them. ``number`` alone must be there; a
row without ``type`` and ``mapto`` is a number without mapping. Empty cells are as absent ones."""

HIGHEST = {"ttl": names.HIGHEST_TTL, "priority": names.HIGHEST_PREFERENCE, "owner": 2**31 - 1}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").search  # XML 1.0, 2.2
_WHOLE_NUMBER = re.compile(r"[0-9]{1,10}").fullmatch


class Problem(NamedTuple):
    """What is wrong, in which line, counted from 1, and which column; "" for the whole row."""

    line: int
    column: str
    text: str


@dataclass(slots=True)
class Item:
    """A number as addNumber takes it, the line of each of its mappings, and what is wrong already."""

    line: int
    number: dict[str, Any]
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Row(NamedTuple):
    line: int
    cells: Mapping[str, str]
    problem: Problem | None = None

    @property
    def key(self) -> tuple[str, str] | int:
        """What the rows of one number have in common; a row that cannot be read stands alone."""
        number = self.cells.get("number", "").removeprefix("+")
        return (number, self.cells.get("tld", "").strip(".").lower()) if number and not self.problem else self.line


def read(lines: Iterable[str], tld: str) -> Iterator[Item]:
    """The numbers of a file; ``tld`` is the tree of rows that name none. Octets that are no UTF-8 come as surrogates."""
    for _, group in groupby(_rows(lines, tld), lambda row: row.key):
        yield _item(group)


def _rows(lines: Iterable[str], tld: str) -> Iterator[_Row]:
    """The rows that are not empty, cells by column; nothing more when the heading is wrong."""
    reader = csv.reader(lines, strict=True)
    heading: list[str] | None = None
    while True:
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            break
        except csv.Error as error:
            yield _bad(reader.line_num, f"is not CSV: {error}")
            continue
        if not any(cells):
            continue
        if heading is None:
            heading = [cell.lower() for cell in cells]
            problem = _problem_of_heading(reader.line_num, heading)
            if problem is not None:
                yield _Row(reader.line_num, {}, problem)
                return
        elif len(cells) > len(heading):
            yield _bad(reader.line_num, f"has {len(cells)} cells, where the heading has {len(heading)}")
        else:
            given = dict(zip(heading, cells, strict=False))
            problem = _problem_of_cells(reader.line_num, given)
            yield _Row(reader.line_num, {**given, "tld": given.get("tld", "") or tld}, problem)
    if heading is None:
        yield _bad(1, "is missing: the first line names the columns")


def _bad(line: int, text: str) -> _Row:
    return _Row(line, {}, Problem(line, "", text))


def _problem_of_heading(line: int, heading: list[str]) -> Problem | None:
    for name in heading:
        if name not in COLUMNS:
            return Problem(line, name, f"is not one of the columns {', '.join(COLUMNS)}")
        if heading.count(name) > 1:
            return Problem(line, name, "is there twice")
    return None if "number" in heading else Problem(line, "number", "is missing")


def _problem_of_cells(line: int, cells: Mapping[str, str]) -> Problem | None:
    for name, text in cells.items():
        if _ILLEGAL(text):
            return Problem(line, name, "has control characters or is not UTF-8")
    return None


def _item(rows: Iterable[_Row]) -> Item:
    """The rows of one number. Of more mappings than a number may have only so many are read that it is noticed."""
    item: Item | None = None
    mappings: list[dict[str, Any]] = []
    for row in rows:
        if item is None:
            item = _begun(row)
        if row.problem is not None:
            item.problems.append(row.problem)
        elif (row.cells.get("type") or row.cells.get("mapto")) and len(mappings) <= rules.MOST:
            mapping: dict[str, Any] = {name: row.cells.get(name, "") for name in ("type", "mapto")}
            mappings.append(mapping | _whole_numbers(row, ("ttl", "priority"), item.problems))
            item.lines.append(row.line)
    assert item is not None
    item.number["mappings"] = mappings
    return item


def _begun(row: _Row) -> Item:
    cells = row.cells
    item = Item(row.line, {"id": {name: cells.get(name, "") for name in ("number", "tld")}})
    item.number["info"] = cells.get("info", "")
    if len(item.number["info"]) > names.LONGEST_INFO:
        item.problems.append(Problem(row.line, "info", f"must be at most {names.LONGEST_INFO} characters long"))
    item.number |= _whole_numbers(row, ("owner",), item.problems)
    return item


def _whole_numbers(row: _Row, columns: tuple[str, ...], problems: list[Problem]) -> dict[str, int]:
    found = {}
    for name in columns:
        text = row.cells.get(name, "")
        if not text:
            continue
        if _WHOLE_NUMBER(text) and int(text) <= HIGHEST[name]:
            found[name] = int(text)
        else:
            problems.append(Problem(row.line, name, f"must be a whole number from 0 to {HIGHEST[name]}"))
    return found
