# SPDX-License-Identifier: Apache-2.0
"""Numbers in bulk: each is added as addNumber adds it, with its credit, its journal entry and every rule."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ngnprov.call import Call
from ngnprov.errors import Refusal
from ngnprov.local import Local
from ngnprov.ports.enum.csvfile import Item, Problem
from ngnprov.ports.enum.numbers import service

OPERATION = "enum import"
MOST_PROBLEMS = 1000
"""Problems that are told; the others are counted."""


@dataclass(slots=True)
class Report:
    """How many numbers were added, with how many mappings, how many were refused, and why."""

    numbers: int = 0
    mappings: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0

    def add(self, item: Item) -> None:
        """A number was added."""
        self.numbers += 1
        self.mappings += len(item.lines)

    def refuse(self, problems: list[Problem]) -> None:
        """A number was refused."""
        self.refused += 1
        room = max(0, MOST_PROBLEMS - len(self.problems))
        self.problems += problems[:room]
        self.untold += len(problems[room:])


class _Undone(Exception):
    """Ends a unit of work without a commit."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def add_all(local: Local, read: Callable[[], Iterable[Item]], *, dry_run: bool = False) -> Report:
    """Add all numbers in one transaction, or none when one of them is refused or with ``dry_run``.

    ``read`` begins anew each time it is called, as the transaction may have to be repeated. Whoever else writes waits.
    """

    def work(call: Call) -> Report:
        report = Report()
        for item in read():
            _add(call, item, report)
        if report.refused or dry_run:
            raise _Undone(report)
        return report

    try:
        return local.write(OPERATION, work)
    except _Undone as undone:
        return undone.report


def add_each(local: Local, items: Iterable[Item]) -> Report:
    """Add each number in a transaction of its own; those that are refused are left out."""
    report = Report()
    for item in items:
        try:
            _add_alone(local, item)
        except _Undone as undone:
            report.refuse(undone.report.problems)
        else:
            report.add(item)
    return report


def _add_alone(local: Local, item: Item) -> None:
    def work(call: Call) -> None:
        report = Report()
        _add(call, item, report)
        if report.refused:
            raise _Undone(report)

    local.write(OPERATION, work)


def _add(call: Call, item: Item, report: Report) -> None:
    """Add a number or tell why not. What a refusal leaves half done is undone by whoever ends the transaction."""
    problems = item.problems
    if not problems:
        try:
            service.add_number(call, item.number)
        except Refusal as refusal:
            problems = [_problem(item, refusal)]
    if problems:
        report.refuse(problems)
    else:
        report.add(item)


def _problem(item: Item, refusal: Refusal) -> Problem:
    """The line and column that a wire path means: ``number.mappings.2.mapto`` is in the row of the third mapping."""
    _, *path = (refusal.field or "number.id").split(".")
    column = path[-1] if path[-1] != "id" else "number"
    if path[0] != "mappings":
        return Problem(item.line, column, refusal.text)
    if len(path) == 1:
        return Problem(item.line, "mapto", refusal.text)
    return Problem(item.lines[int(path[1])], column, refusal.text)
