# SPDX-License-Identifier: Apache-2.0
"""Progress on a terminal, by rich."""

import contextlib
from collections.abc import Iterator

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_EACH_SECOND = 4
"""How often it is drawn: whoever works on the other core is not to notice."""


@contextlib.contextmanager
def shown(what: str, total: int | None, unit: str) -> Iterator["Bar"]:
    """A bar of ``total`` steps, else a mark that moves, with the number of ``unit`` and the time."""
    drawn = Progress(
        *_columns(total, unit),
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=_EACH_SECOND,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with drawn:
        yield Bar(drawn, what, total)


def _columns(total: int | None, unit: str) -> tuple[ProgressColumn, ...]:
    text = TextColumn("{task.description}", markup=False)
    if total is not None:
        return text, BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    count = (TextColumn(f"{{task.completed:,}} {unit}", markup=False),) if unit else ()
    return SpinnerColumn(), text, *count, TimeElapsedColumn()


class Bar:
    """One line on a terminal."""

    def __init__(self, drawn: Progress, what: str, total: int | None) -> None:
        self._drawn = drawn
        self._task = drawn.add_task(what, total=total)

    @property
    def completed(self) -> float:
        """How much is done."""
        return self._drawn.tasks[self._task].completed

    def advance(self, steps: int = 1) -> None:
        """So much more is done."""
        self._drawn.advance(self._task, steps)

    def reach(self, step: int) -> None:
        """So much is done."""
        self._drawn.update(self._task, completed=step)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Clear the line for what is written meanwhile."""
        self._drawn.stop()
        try:
            yield
        finally:
            self._drawn.start()
