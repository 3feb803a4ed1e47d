# SPDX-License-Identifier: Apache-2.0
"""What commands that import a file have in common: their options, how they read and add it, and their report."""

import contextlib
import dataclasses
import functools
import inspect
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

import click

from ngnprov.cli.failure import Failure
from ngnprov.cli.options import MAX_ID, as_operator
from ngnprov.cli.output import as_text
from ngnprov.cli.progress import Progress, progress
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.calls.call import Call
    from ngnprov.calls.operator import Operator
    from ngnprov.intake.adding import Form
    from ngnprov.intake.record_files import RecordFile
    from ngnprov.intake.report import Report

LONG = 2.0
"""Seconds for which others may wait without a warning beforehand."""

_CSV = """\
FILE is CSV (RFC 4180) in UTF-8, or in UTF-16 with a byte order mark; - is standard input. Cells are separated by commas,
or by the semicolons or tabs that the first line has instead. Blanks around a cell are ignored, an empty cell means the same
as an absent column, and every row has as many cells as the first. Problems are reported by line and column; the exit code is
then 1. Everything is added in one transaction, or nothing; other changes of a SQLite database wait meanwhile. With --each,
every row or number without a problem is added, in short transactions that let others through in between. """

_options = (
    click.option("--dry-run", is_flag=True, help="Check everything and add nothing."),
    click.option(
        "--customer",
        metavar="ID",
        type=click.IntRange(0, MAX_ID),
        default=0,
        help="Act for this customer or reseller, with their rights and credits.",
    ),
    click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)),
)
_each_option = click.option(
    "--each", is_flag=True, help="Add every row without a problem; without this option, all or none."
)

Command = Callable[..., Any]


def brings_in(function: Command) -> Command:
    """Give a command ``--dry-run``, ``--customer`` and the argument FILE."""
    for option in reversed(_options):
        function = option(function)
    return function


@dataclasses.dataclass(frozen=True, slots=True)
class CsvFile:
    """A file that a command is to bring in, and how: what :func:`brings_in_csv` gives to it."""

    settings: Settings
    customer: int
    path: Path
    each: bool
    dry_run: bool

    def add(self, form: "Callable[[], Form]", what: "Callable[[Report], str]") -> None:
        """Add what the file holds, and tell how much: ``what`` says ``3 records``. Raises Failure when there are problems."""
        with acting_for(self.settings, self.customer) as operator, reading(self.path) as opened:
            report = bring_in(operator, form(), opened, each=self.each, dry_run=self.dry_run)
        tell(report, added(what(report), dry_run=self.dry_run), each=self.each, dry_run=self.dry_run)


def brings_in_csv(function: Command) -> Command:
    """Give a command the same and ``--each``, as a :class:`CsvFile`, its first argument in the place of the settings; its help
    says what CSV is read."""

    @functools.wraps(function)
    def command(settings: Settings, *, customer: int, file: Path, each: bool, dry_run: bool, **others: Any) -> Any:
        return function(CsvFile(settings, customer, file, each, dry_run), **others)

    command.__doc__ = f"{inspect.cleandoc(function.__doc__ or '')}\n\n{_CSV}"
    return _each_option(brings_in(command))


@contextlib.contextmanager
def acting_for(settings: Settings, customer: int) -> "Iterator[Operator]":
    """The operator of the machine, acting for a customer; with 0 for nobody in particular."""
    with as_operator(settings) as operator:
        acting = dataclasses.replace(operator, impersonate=customer)
        acting.require_customer()
        yield acting


@contextlib.contextmanager
def reading(file: Path) -> Iterator["Opening"]:
    """What opens a file from its beginning, as often as wanted; on a terminal a bar shows how much of it is read.

    Line ends are as in the file, a byte order mark is left out, and octets that are not UTF-8 stand as surrogates. A pipe, and
    standard input, which ``-`` names, are copied, since nobody reads them twice.
    """
    with contextlib.ExitStack() as stack:
        if not file.is_file():
            copy = stack.enter_context(tempfile.NamedTemporaryFile())
            with _stream(file) as pipe:
                shutil.copyfileobj(pipe, copy)
            copy.flush()
            file = Path(copy.name)
        yield Opening(file, stack.enter_context(progress("reading", file.stat().st_size)))


def _stream(file: Path) -> contextlib.AbstractContextManager[IO[bytes]]:
    if str(file) == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    return file.open("rb")


class Opening:
    """Opens a file; ``seen`` is told how far it is read, from its beginning each time."""

    def __init__(self, file: Path, seen: Progress) -> None:
        self._file = file
        self.seen = seen

    def __call__(self) -> TextIO:
        """The file as text."""
        from ngnprov.intake.octets import as_text

        return as_text(io.BufferedReader(_Watched(self._file, self.seen)))


class _Watched(io.FileIO):
    """Tells how far it is read."""

    def __init__(self, file: Path, seen: Progress) -> None:
        super().__init__(file)
        self._seen = seen

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``."""
        count = super().readinto(buffer)
        self._seen.reach(self.tell())
        return count


def bring_in(
    operator: "Operator", form: "Form", opened: Opening, *, each: bool = False, dry_run: bool = False
) -> "Report":
    """Add what a file holds, all or nothing, or every row without a problem; warn beforehand how long others will wait."""
    from ngnprov.intake import adding, forecast

    if each and not dry_run:
        return _bring_in_each(operator, form, opened)
    if operator.context.database.is_sqlite and (seconds := forecast.seconds(operator, form, opened)) > LONG:
        with opened.seen.aside():
            click.echo(f"other changes of the database wait while this runs, probably about {seconds:.0f} s", err=True)
    return adding.bring_in(operator, form, opened, dry_run=dry_run)


def _bring_in_each(operator: "Operator", form: "Form", opened: Opening) -> "Report":
    """The same in slices; whoever interrupts it, or a database that fails, must not leave in the dark what is there now."""
    from ngnprov.intake import slices
    from ngnprov.intake.report import Report

    report = Report()
    try:
        slices.bring_in_each(operator, form, opened, report)
    except BaseException:
        with opened.seen.aside():
            click.echo(f"it has ended early: {report.added} were added and stay", err=True)
        raise
    return report


def tell(report: "Report", done: str, *, each: bool = False, dry_run: bool = False) -> None:
    """What has become of a file; ``done`` says what was done: ``added 3 records``. Raises Failure when there are problems."""
    for sentence in report.remarks.sentences():
        click.echo(as_text(f"remark: {sentence}"), err=True)
    for sentence in report.problems.sentences():
        click.echo(as_text(sentence), err=True)
    count = len(report.problems)
    if each or not count:
        click.echo(as_text(done))
    if count:
        problems = "1 problem" if count == 1 else f"{count:,} problems"
        raise Failure(problems if each else f"{problems}, so nothing {'is' if dry_run else 'was'} added")


def write_out(
    settings: Settings, file: "RecordFile", rows: "Callable[[Call], Iterable[Any]]", without: Sequence[str] = ()
) -> None:
    """Write records to standard output as CSV, without some columns, as they are at one moment."""
    with as_operator(settings) as operator:
        operator.run(file.outgoing, lambda call: file.write(sys.stdout, rows(call), without))


def added(what: str, *, dry_run: bool) -> str:
    """That something was added, or would be."""
    return f"{'would add' if dry_run else 'added'} {what}"
