# SPDX-License-Identifier: Apache-2.0
"""CSV files of a port."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TextIO

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.errors import Refusal
from ngnprov.intake.adding import Add, Form, Item
from ngnprov.intake.report import Problem
from ngnprov.intake.rows import Row, rows


def table(
    task: Task,
    columns: Sequence[str],
    required: Collection[str],
    items: Callable[[Iterator[Row]], Iterator[Item]],
    adding: Callable[[Call], AbstractContextManager[Add]],
    named: Mapping[str, str] | None = None,
) -> Form:
    """The form of files with these columns, of whose rows ``items`` makes items.

    A problem stands in the column that the last name of a wire path is, or that ``named`` says it is, and in the row of the
    member that a position counts: ``number.mappings.2.mapto`` is the third mapping's.
    """

    def read(file: TextIO) -> Iterator[Item]:
        return items(rows(file, columns, required))

    def problem(item: Item, refusal: Refusal) -> Problem:
        _, *path = (refusal.field or "").split(".")
        counted = (int(step) for step in path if step.isdigit())  # of a list that stands in one cell there is one line
        line = next((item.lines[place] for place in counted if place < len(item.lines)), item.line)
        names = [step for step in path if not step.isdigit()]
        column = (named or {}).get(names[-1], names[-1]) if names else ""
        return Problem(line, column, refusal.text) if column in columns else Problem.of_line(line, refusal)

    return Form(task, read, adding, problem)
