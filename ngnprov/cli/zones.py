# SPDX-License-Identifier: Apache-2.0
"""``ngnprov zone``: DNS zones out to master files, and zones and records in from files."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from ngnprov.cli.failure import Failure
from ngnprov.cli.options import at_the_machine, with_settings
from ngnprov.cli.output import as_text
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.call import Call
    from ngnprov.local import Local
    from ngnprov.ports.dns.importing import Imported
    from ngnprov.ports.dns.mistakes import Mistakes

_file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_dry_run_option = click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")


Result = TypeVar("Result")


class _Undone(Exception):
    """Ends a dry run, so that nothing is kept of it."""


@click.group(short_help="Export and import DNS zones and records.")
def zone() -> None:
    """DNS zones as RFC 1035 master files, and many records at once from CSV."""


@zone.command(short_help="Print a zone as a master file.")
@with_settings()
@click.argument("name")
def export(settings: Settings, name: str) -> None:
    """Print the zone NAME as a DNS server answers it: with what aliases and redirects stand for, and glue."""
    from ngnprov.ports.dns import publication

    def write(call: "Call") -> None:
        for line in publication.master_file(call, name, _warn):
            click.echo(line)

    with at_the_machine(settings) as local:
        local.read("zone export", write)


@zone.command("import", short_help="Create a zone from a master file.")
@with_settings()
@click.option("--origin", metavar="NAME", help="The origin with which the file begins.")
@click.option("--customer", metavar="ID", type=int, default=0, help="To whom the zone will belong.")
@_dry_run_option
@_file_argument
def import_(settings: Settings, origin: str | None, customer: int, dry_run: bool, file: Path) -> None:
    """Create the zone of the master file FILE with all its records, or tell every mistake by line and create nothing.

    Its serials go on from the file's SOA, or from today's date when that is near or above 2147483647.
    SOA and name servers become those of the zone; the first server is the primary.
    """
    from ngnprov.ports.dns import importing

    def bring_in(call: "Call") -> "Imported":
        with _opened(file) as lines:
            return _kept(importing.import_zone(call, lines, origin, customer), dry_run)

    with at_the_machine(settings) as local, _telling(file):
        try:
            done = local.write("zone import", bring_in)
        except _Undone:
            click.echo("nothing is wrong with it")
        else:
            click.echo(f"{done.zone}: {done.records} records")


@zone.command("import-records", short_help="Create many records from CSV.")
@with_settings()
@click.option("--each", is_flag=True, help="Keep every good row, whatever is wrong with others.")
@_dry_run_option
@_file_argument
def import_records(settings: Settings, each: bool, dry_run: bool, file: Path) -> None:
    """Create the records of the CSV file FILE in zones that are there, all of them or, when one is bad, none.

    The first line names the columns: zone, name, type, value and, if wanted, priority, ttl, owner. They mean what the members
    of addRecord mean; types are those of records, MBOXFW and URL. Every bad row is told by its line.
    """
    if each and dry_run:
        raise click.UsageError("--dry-run checks all rows together, --each keeps them one by one")
    with at_the_machine(settings) as local, _telling(file):
        if each:
            _import_each(local, file)
        else:
            _import_all(local, file, dry_run)


def _import_all(local: "Local", file: Path, dry_run: bool) -> None:
    from ngnprov.ports.dns import bulk

    def bring_in(call: "Call") -> int:
        with _rows(file) as lines:
            return _kept(bulk.add_all(call, bulk.read(lines)), dry_run)

    try:
        click.echo(f"{local.write('zone import-records', bring_in)} records")
    except _Undone:
        click.echo("nothing is wrong with it")


def _import_each(local: "Local", file: Path) -> None:
    from ngnprov.errors import Refusal
    from ngnprov.ports.dns import bulk

    good = bad = 0
    with _rows(file) as lines:
        for row in bulk.read(lines):
            try:
                local.write("zone import-records", lambda call, row=row: bulk.add_one(call, row))  # type: ignore[misc]
                good += 1
            except Refusal as refusal:
                _warn(f"{file}:{row.line}: {refusal.sentence}")
                bad += 1
    click.echo(f"{good} records")
    if bad:
        raise Failure(f"{bad} rows are bad")


def _kept(result: Result, dry_run: bool) -> Result:
    if dry_run:
        raise _Undone
    return result


@contextlib.contextmanager
def _telling(file: Path) -> Iterator[None]:
    """Turns what is wrong with a file into lines on stderr and a failure."""
    from ngnprov.ports.dns.mistakes import Mistakes

    try:
        yield
    except Mistakes as mistakes:
        raise _tell(file, mistakes) from None
    except UnicodeDecodeError:
        raise Failure(f"{file} is not UTF-8") from None


def _tell(file: Path, mistakes: "Mistakes") -> Failure:
    for line, text in mistakes.found:
        _warn(f"{file}:{line}: {text}" if line else f"{file}: {text}")
    untold = mistakes.count - len(mistakes.found)
    rest = f", of which {untold} are not shown" if untold else ""
    return Failure(f"nothing was brought in: {mistakes.count} mistakes{rest}")


def _warn(text: str) -> None:
    click.echo(as_text(text), err=True)


def _opened(file: Path) -> TextIO:
    return file.open(encoding="utf-8-sig", newline="")


@contextlib.contextmanager
def _rows(file: Path) -> Iterator[Iterator[str]]:
    """The lines of a file, with a progress bar when somebody is watching."""
    with _opened(file) as lines:
        if not sys.stderr.isatty():
            yield lines
            return
        with click.progressbar(length=file.stat().st_size, label=file.name, file=sys.stderr) as bar:
            yield _counted(lines, bar.update)


def _counted(lines: TextIO, update: Callable[[int], None]) -> Iterator[str]:
    for line in lines:
        update(len(line.encode()))
        yield line
