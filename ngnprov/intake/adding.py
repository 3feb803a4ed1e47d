# SPDX-License-Identifier: Apache-2.0
"""Adds what a file holds, item by item, in one transaction or in one for each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, TextIO

from ngnprov.call import Call
from ngnprov.errors import Refusal
from ngnprov.intake.report import Problem, Report
from ngnprov.local import Local

Add = Callable[[Mapping[str, Any]], None]
"""Adds an item from its values. Raises Refusal."""

_CHUNK = 128
"""Items that are tried together where problems are looked for."""


@dataclass(slots=True)
class Item:
    """What is added at once: its values as an operation takes them, and where they stand.

    ``line`` is its first one, ``lines`` those of the members of its list. ``read`` is the report on its reading: an item with
    problems is not added.
    """

    line: int
    values: dict[str, Any]
    lines: list[int] = field(default_factory=list)
    read: Report = field(default_factory=Report)


@dataclass(frozen=True, slots=True)
class Form:
    """What is particular to the files of a command.

    ``operation`` is what the journal says, ``read`` gives the items of an opened file, ``adding`` what adds them in a call and
    completes at its end what they have in common, ``problem`` says where in the file the cause of a refusal stands.
    """

    operation: str
    read: Callable[[TextIO], Iterator[Item]]
    adding: Callable[[Call], AbstractContextManager[Add]]
    problem: Callable[[Item, Refusal], Problem]


class _Undone(Exception):
    """Ends a transaction without a commit."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def bring_in(
    local: Local, form: Form, opened: Callable[[], TextIO], *, each: bool = False, dry_run: bool = False
) -> Report:
    """Add all items of a file or, with problems, none; with ``each`` those that have none. ``dry_run`` keeps nothing.

    ``opened`` opens the file from its beginning, as often as it takes: adding all ends at the first problem, and then each one
    is looked for in a transaction that is undone. While all are added at once, whoever else writes waits.
    """
    if each and not dry_run:
        report = Report()
        with opened() as file:
            for item in form.read(file):
                report.follow(_in_one(local, form, partial(_add, form, (item,))))
        return report

    def all_by(work: Callable[[Form, Iterator[Item], Call], Report], *, keep: bool) -> Report:
        def attempt(call: Call) -> Report:
            with opened() as file:
                return work(form, form.read(file), call)

        return _in_one(local, form, attempt, keep=keep)

    report = all_by(_add, keep=not dry_run)
    if not report.problems:
        return report
    examined = all_by(_examine, keep=False)
    return examined if examined.problems else report  # others may have made room meanwhile


def _in_one(local: Local, form: Form, work: Callable[[Call], Report], *, keep: bool = True) -> Report:
    """Run ``work`` in one transaction."""

    def attempt(call: Call) -> Report:
        report = work(call)
        if not keep:
            raise _Undone(report)
        return report

    try:
        return local.write(form.operation, attempt)
    except _Undone as undone:
        return undone.report


def _add(form: Form, items: Iterable[Item], call: Call) -> Report:
    """Add all. Raises _Undone at the first problem."""
    report = Report()
    with form.adding(call) as add:
        for item in items:
            if item.read.problems:
                raise _Undone(item.read)
            try:
                add(item.values)
            except Refusal as refusal:
                raise _Undone(Report(problems=[form.problem(item, refusal)])) from None
            report.add(len(item.lines))
    return report


def _examine(form: Form, items: Iterator[Item], call: Call) -> Report:
    """Find every problem. What a refusal leaves half done is undone, for it must not refuse items that follow."""
    report = Report()
    while chunk := list(islice(items, _CHUNK)):
        for item in chunk:
            report.follow(item.read)
        _add_good(call, form, [item for item in chunk if not item.read.problems], report)
    return report


def _add_good(call: Call, form: Form, items: Sequence[Item], report: Report) -> None:
    """Add those of the items that are not refused, which are found by halving.

    A savepoint for each would be simpler, but PostgreSQL takes ever longer to tell apart the versions of a row, such as a
    counter, that thousands of them have changed.
    """
    try:
        with call.unit.savepoint(), form.adding(call) as add:
            for item in items:
                add(item.values)
    except Refusal as refusal:
        if len(items) == 1:
            report.refuse(form.problem(items[0], refusal))
            return
        half = len(items) // 2
        _add_good(call, form, items[:half], report)
        _add_good(call, form, items[half:], report)
    else:
        for item in items:
            report.add(len(item.lines))
