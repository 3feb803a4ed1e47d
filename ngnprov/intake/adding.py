# SPDX-License-Identifier: Apache-2.0
"""Adds what a file holds, item by item, in one transaction; see :mod:`~ngnprov.intake.slices` for many."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TextIO

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.runner import Undone
from ngnprov.errors import Refusal
from ngnprov.intake.report import Problem, Report, Tally

_CHUNK = 128
"""Items that are tried together where problems are looked for."""


@dataclass(slots=True)
class Item:
    """What is added at once: its values, the fields of an operation's record, and where they stand.

    ``line`` is its first one, ``lines`` those of the members of its list. ``read`` is the report on its reading: an item with
    problems is not added, and neither is one without values, which stands for its remarks alone. ``is_heading``: it
    stands for what is wrong with the heading of a file. ``answer`` and ``refusal`` are what :func:`add_good` has made of it.
    """

    line: int
    values: Any
    lines: list[int] = field(default_factory=list)
    read: Report = field(default_factory=Report)
    is_heading: bool = False
    answer: Any = None
    refusal: Refusal | None = None


Add = Callable[[Item], str]
"""Adds an item; "" or, when there was nothing to add, why. Raises Refusal."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is particular to the files of a command.

    ``task`` is what is run, by its name in the journal and with its rights; ``read`` gives the items of an opened file,
    ``adding`` what adds them in a call and completes at its end what they have in common, ``problem`` says where in the file
    the cause of a refusal stands.
    """

    task: Task
    read: Callable[[TextIO], Iterator[Item]]
    adding: Callable[[Call], AbstractContextManager[Add]]
    problem: Callable[[Item, Refusal], Problem]


def bring_in(operator: Operator, form: Form, opened: Callable[[], TextIO], *, dry_run: bool = False) -> Report:
    """Add all items of a file or, with problems, none. ``dry_run`` keeps nothing.

    ``opened`` opens the file from its beginning, as often as it takes: adding all ends at the first problem, and then each one
    is looked for in a transaction that is undone. Whoever else writes waits meanwhile.
    """

    def all_by(work: Callable[[Form, Iterator[Item], Call], Report], *, keep: bool) -> Report:
        def attempt(call: Call) -> Report:
            with opened() as file:
                return work(form, form.read(file), call)

        return in_one(operator, form, attempt, keep=keep)

    report = all_by(_add, keep=not dry_run)
    if not report.problems:
        return report
    examined = all_by(add_good, keep=False)
    return examined if examined.problems else report  # others may have made room meanwhile


def in_one(operator: Operator, form: Form, work: Callable[[Call], Report], *, keep: bool = True) -> Report:
    """Run ``work`` in one transaction, which is undone unless it is to ``keep``."""

    def attempt(call: Call) -> Report:
        report = work(call)
        if not keep:
            raise Undone(report)
        return report

    return operator.run(form.task, attempt)


def _add(form: Form, items: Iterable[Item], call: Call) -> Report:
    """Add all. Raises Undone at the first problem."""
    report = Report()
    with form.adding(call) as add:
        for item in items:
            if item.read.problems:
                raise Undone(item.read)
            report.follow(item.read)
            if not item.values:
                continue
            try:
                _count(report, item, add(item))
            except Refusal as refusal:
                raise Undone(Report(problems=Tally([form.problem(item, refusal)]))) from None
    return report


def add_good(form: Form, items: Iterator[Item], call: Call) -> Report:
    """Add what can be, and tell of what cannot. What a refusal leaves half done is undone: it refuses no items that follow."""
    report = Report()
    while chunk := list(islice(items, _CHUNK)):
        for item in chunk:
            item.answer = item.refusal = None
            report.follow(item.read)
        _add_among(call, form, [item for item in chunk if item.values and not item.read.problems], report)
    return report


def _add_among(call: Call, form: Form, items: Sequence[Item], report: Report) -> None:
    """Add those of the items that are not refused, which are found by halving.

    A savepoint for each would be simpler, but PostgreSQL takes ever longer to tell apart the versions of a row, such as a
    counter, that thousands of them have changed.
    """
    try:
        with call.attempt(), form.adding(call) as add:
            remarks = [add(item) for item in items]
    except Refusal as refusal:
        if len(items) == 1:
            items[0].answer, items[0].refusal = None, refusal
            report.problems.add(form.problem(items[0], refusal))
            return
        half = len(items) // 2
        _add_among(call, form, items[:half], report)
        _add_among(call, form, items[half:], report)
    else:
        for item, remark in zip(items, remarks, strict=True):
            _count(report, item, remark)


def _count(report: Report, item: Item, remark: str) -> None:
    if remark:
        report.remarks.add(Problem(item.line, "", remark))
    else:
        report.add(len(item.lines))
