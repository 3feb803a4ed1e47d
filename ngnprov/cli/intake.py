# SPDX-License-Identifier: Apache-2.0
"""What commands that bring in a file have in common: their options, how they read it, and what they tell of it."""

import contextlib
import dataclasses
import inspect
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from ngnprov.cli.failure import Failure
from ngnprov.cli.options import at_the_machine
from ngnprov.cli.output import as_text
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.intake.report import Report
    from ngnprov.local import Local

_CSV = """\
FILE is CSV (RFC 4180) in UTF-8. Blanks around a cell are no part of it, an empty cell is as an absent column, and every row
has as many cells as the first. What is refused is told by line and column, and the exit code is then 1. All is added in one
transaction, during which other changes wait, or nothing; with --each, each row or number in its own.
"""

_options = (
    click.option("--dry-run", is_flag=True, help="Check everything and add nothing."),
    click.option(
        "--customer",
        metavar="ID",
        type=click.IntRange(min=0),
        default=0,
        help="Act for this customer or reseller, with his rights and credits.",
    ),
    click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
)
_each_option = click.option("--each", is_flag=True, help="Add each that can be; without it all are added or none.")

Command = Callable[..., Any]


def brings_in(function: Command) -> Command:
    """Give a command ``--dry-run``, ``--customer`` and the argument FILE."""
    for option in reversed(_options):
        function = option(function)
    return function


def brings_in_csv(function: Command) -> Command:
    """The same and ``--each``; its help says what CSV is read."""
    function.__doc__ = f"{inspect.cleandoc(function.__doc__ or '')}\n\n{_CSV}"
    return _each_option(brings_in(function))


@contextlib.contextmanager
def acting_for(settings: Settings, customer: int) -> "Iterator[Local]":
    """Somebody at the machine who acts for a customer, with 0 for nobody in particular."""
    with at_the_machine(settings) as local:
        yield dataclasses.replace(local, impersonate=customer)


@contextlib.contextmanager
def reading(file: Path) -> Iterator[Callable[[], TextIO]]:
    """What opens a file from its beginning, as often as wanted; on a terminal a bar shows how much of it is read.

    Line ends are as in the file, a byte order mark is left out, and octets that are no UTF-8 stand as surrogates. A pipe is
    copied, since nobody reads it twice.
    """
    with contextlib.ExitStack() as stack:
        if not file.is_file():
            copy = stack.enter_context(tempfile.NamedTemporaryFile())
            with file.open("rb") as pipe:
                shutil.copyfileobj(pipe, copy)
            copy.flush()
            file = Path(copy.name)
        yield _Opening(file, stack.enter_context(_progress(file.stat().st_size)))


class _Opening:
    """Opens a file; ``seen`` is told how much is read of it, and less than nothing when it is read anew."""

    def __init__(self, file: Path, seen: Callable[[int], None]) -> None:
        self._file = file
        self._seen = seen
        self._read = 0

    def __call__(self) -> TextIO:
        self._count(-self._read)
        octets = io.BufferedReader(_Watched(self._file, self._count))
        return io.TextIOWrapper(octets, encoding="utf-8-sig", errors="surrogateescape", newline="")

    def _count(self, octets: int) -> None:
        self._read += octets
        self._seen(octets)


class _Watched(io.FileIO):
    """Tells how many octets are read."""

    def __init__(self, file: Path, seen: Callable[[int], None]) -> None:
        super().__init__(file)
        self._seen = seen

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``."""
        count = super().readinto(buffer)
        self._seen(count)
        return count


@contextlib.contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None]]:
    if not _is_terminal():
        yield lambda _: None
        return
    with click.progressbar(length=size, file=sys.stderr, update_min_steps=max(1, size // 500)) as bar:
        yield bar.update


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def tell(report: "Report", added: str, *, each: bool = False, dry_run: bool = False) -> None:
    """What has become of a file; ``added`` says what came in. Raises Failure when there are problems."""
    for problem in sorted(report.problems, key=lambda problem: problem.line):
        click.echo(as_text(str(problem)), err=True)
    if report.untold:
        click.echo(f"... and {report.untold} more", err=True)
    if each or not report.count:
        click.echo(f"{'would add' if dry_run else 'added'} {added}")
    if report.count:
        problems = "1 problem" if report.count == 1 else f"{report.count} problems"
        raise Failure(problems if each else f"{problems}, so nothing {'is' if dry_run else 'was'} added")
