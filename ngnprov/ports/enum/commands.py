# SPDX-License-Identifier: Apache-2.0
"""``ngnprov enum``: zones of ENUM ranges as files, and numbers from files."""

from typing import TYPE_CHECKING

import click

from ngnprov.cli.intake import CsvFile, brings_in_csv
from ngnprov.cli.options import as_operator, with_settings
from ngnprov.cli.output import counted
from ngnprov.cli.progress import progress
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.calls.call import Call

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
            shown.advance()

    with as_operator(settings) as operator, progress("exporting", unit="lines", prints=True) as shown:
        operator.run(zone.EXPORT, write)


@enum.command("import", short_help="Add numbers from a CSV file.")
@with_settings()
@_tld_option
@brings_in_csv
def import_(given: CsvFile, tld: str) -> None:
    """Add the numbers in FILE, whose first line names its columns, in any order:

    \b
      number    all digits, with or without +; the only required column
      tld       the ENUM tree; empty: as --tld says
      type      the type of the mapping: sip, mailto, web:http, ...
      mapto     URI of the mapping, such as sip:alice@example.com
      ttl       seconds; empty or 0: as the range says
      priority  preference from 0 to 65535, the lowest first; empty or 0: 5
      owner     id of the customer who uses the number; empty or 0: nobody
      info      description

    Several rows of one number are its mappings: they must follow one another; owner and info are those of the first. A row
    with neither type nor mapto is a number without mappings.

    \b
    Example:
      number,type,mapto,priority,info
      31208005101,sip,sip:alice@example.com,5,Alice
      31208005101,mailto,mailto:alice@example.com,10,
      31208005102,sip,sip:bob@example.com,,Bob

    Ranges must exist before their numbers. Rules, credits and journal entries are those of EnumPort.addNumber.
    """
    from ngnprov.ports.enum import csv_import

    given.add(
        lambda: csv_import.form(tld),
        lambda report: f"{counted(report.added, 'number')} with {counted(report.listed, 'mapping')}",
    )


COMMANDS = (enum,)
