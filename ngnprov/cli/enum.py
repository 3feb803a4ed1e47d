# SPDX-License-Identifier: Apache-2.0
"""``ngnprov enum``: zones of ENUM ranges as files, and numbers from files."""

import contextlib
import dataclasses
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ngnprov.cli.failure import Failure
from ngnprov.cli.options import at_the_machine, with_settings
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.call import Call
    from ngnprov.ports.enum.csvfile import Item
    from ngnprov.ports.enum.imports import Report

TREE = "e164.arpa"

_tld_option = click.option(
    "--tld", metavar="TLD", default=TREE, show_default=True, help="The ENUM tree in which the numbers are."
)


@click.group(short_help="Write ENUM zones, import ENUM numbers.")
def enum() -> None:
    """ENUM ranges and numbers (RFC 6116)."""


@enum.command(short_help="Write the zone of a range.")
@with_settings()
@_tld_option
@click.argument("prefix")
def export(settings: Settings, tld: str, prefix: str) -> None:
    """Write the DNS zone of the range PREFIX to standard output as a master file (RFC 1035, section 5).

    \b
    Example:
      ngnprov enum export 31208005 >/var/lib/bind/31208005.zone
    """
    from ngnprov.ports.enum import zone

    def write(call: "Call") -> None:
        for line in zone.master_file(call, prefix, tld):
            click.echo(line)

    with at_the_machine(settings) as local:
        local.read("enum export", write)


@enum.command("import", short_help="Add numbers from a CSV file.")
@with_settings()
@_tld_option
@click.option("--each", is_flag=True, help="Add each number that can be; without it all are added or none.")
@click.option("--dry-run", is_flag=True, help="Check everything and add nothing.")
@click.option(
    "--customer",
    metavar="ID",
    type=click.IntRange(min=1),
    default=None,
    help="Act for this customer or reseller, within his ranges and credits.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(settings: Settings, tld: str, each: bool, dry_run: bool, customer: int | None, file: Path) -> None:
    """Add the numbers in FILE, a CSV file in UTF-8 whose first line names its columns, in any order:

    \b
      number    all digits, with or without +; the only column that must be there
      tld       the ENUM tree; empty: as --tld says
      type      type of the mapping: sip, mailto, web:http, ...
      mapto     URI of the mapping, such as sip:alice@example.com
      ttl       seconds; empty or 0: as the range says
      priority  preference from 0 to 65535, the lowest first; empty or 0: 5
      owner     id of the customer who uses the number; empty or 0: nobody
      info      description

    Several rows of one number are its mappings: they follow one another, and owner and info are those of the first. A row with
    neither type nor mapto is a number without mappings.

    Ranges are there before their numbers. Every rule, credit and journal entry is that of EnumPort.addNumber. A row that is
    refused is told with its line and column, and the exit code is then 1. All numbers are added in one transaction, during
    which other changes wait; with --each, each in its own.

    \b
    Example:
      number,type,mapto,priority,info
      31208005101,sip,sip:alice@example.com,5,Alice
      31208005101,mailto,mailto:alice@example.com,10,
      31208005102,sip,sip:bob@example.com,,Bob
    """
    from ngnprov.ports.enum import csvfile, imports

    with at_the_machine(settings) as administrator, _progress(file) as seen:
        local = dataclasses.replace(administrator, impersonate=customer or 0)

        def read() -> "Iterator[Item]":
            return csvfile.read(_lines(file, seen), tld)

        alone = each and not dry_run
        report = imports.add_each(local, read()) if alone else imports.add_all(local, read, dry_run=dry_run)
    _tell(report, in_part=each, dry_run=dry_run)


@contextlib.contextmanager
def _progress(file: Path) -> Iterator[Callable[[int], None]]:
    """What is told how many bytes have been read; a bar on a terminal, nothing elsewhere."""
    size = file.stat().st_size
    if not _is_terminal():
        yield lambda _: None
        return
    with click.progressbar(length=size, file=sys.stderr, update_min_steps=max(1, size // 500)) as bar:
        yield bar.update


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _lines(file: Path, seen: Callable[[int], None]) -> Iterator[str]:
    """The lines of a file, a byte order mark left out; ``seen`` is told how long each is."""
    with file.open("rb") as opened:
        for number, line in enumerate(opened, 1):
            yield line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")
            seen(len(line))


def _tell(report: "Report", *, in_part: bool, dry_run: bool) -> None:
    """What has become of the rows. Raises Failure when any was refused."""
    for line, column, text in report.problems:
        where = f"line {line}, column {column}" if column else f"line {line}"
        click.echo(f"{where}: {text}", err=True)
    if report.untold:
        click.echo(f"... and {report.untold} more", err=True)
    verb = "would add" if dry_run else "added"
    if in_part or not report.refused:
        click.echo(f"{verb} {report.numbers} numbers with {report.mappings} mappings")
    if report.refused:
        rest = "" if in_part else ", so none is added" if dry_run else ", so none was added"
        raise Failure(f"{report.refused} numbers are refused{rest}")
