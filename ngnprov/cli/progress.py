# SPDX-License-Identifier: Apache-2.0
"""What a person at a terminal sees while a command works: how far it is, on stderr. In a pipe or a file there is nothing."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Protocol


class Progress(Protocol):
    """How far a command is."""

    def advance(self, steps: int = 1) -> None:
        """So much more is done."""

    def reach(self, step: int) -> None:
        """So much is done, which may be less than before when something is done again."""

    def aside(self) -> contextlib.AbstractContextManager[None]:
        """Clear the screen for what is written on it meanwhile."""


@contextlib.contextmanager
def progress(what: str, total: int | None = None, *, unit: str = "", prints: bool = False) -> Iterator[Progress]:
    """Tell that ``what`` is being done and, of ``total`` steps, how many are; without a total, how many ``unit`` and how long.

    It is gone when the work ends. ``prints`` says that the command writes to standard output all the while: when that is a
    terminal, too, its lines show that the work goes on, and nothing else is shown.
    """
    if not _is_shown() or (prints and sys.stdout.isatty()):
        yield _Unseen()
        return
    from ngnprov.cli.bars import shown  # rich takes a tenth of a second to load

    with shown(what, total, unit) as seen:
        yield seen


def _is_shown() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "unknown")


class _Unseen:
    def advance(self, steps: int = 1) -> None:
        pass

    def reach(self, step: int) -> None:
        pass

    def aside(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()
