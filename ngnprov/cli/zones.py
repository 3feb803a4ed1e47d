# SPDX-License-Identifier: Apache-2.0
"""``ngnprov zone``: DNS zones out to master files, and zones and records in from files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ngnprov.cli.intake import acting_for, brings_in, brings_in_csv, reading, tell
from ngnprov.cli.options import at_the_machine, with_settings
from ngnprov.cli.output import as_text
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.call import Call


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
@brings_in
def import_(settings: Settings, origin: str | None, dry_run: bool, customer: int, file: Path) -> None:
    """Create the zone of the master file FILE with all its records, or tell every problem by line and create nothing.

    It belongs to the customer for whom it is created, else to nobody. Its serials go on from the file's SOA, or from today's
    date when that is near or above 2147483647. SOA and name servers become those of the zone; the first server is the primary.
    """
    from ngnprov.ports.dns import importing

    with acting_for(settings, customer) as local, reading(file) as opened:
        zone, count, report = importing.import_zone(local, opened, origin, dry_run=dry_run)
    tell(report, f"{zone} with {count} records", dry_run=dry_run)


@zone.command("import-records", short_help="Create many records from CSV.")
@with_settings()
@brings_in_csv
def import_records(settings: Settings, each: bool, dry_run: bool, customer: int, file: Path) -> None:
    """Create the records in FILE, whose first line names its columns, in any order:

    \b
      zone      a zone that is there
      name      the name, full or relative to the zone; empty or @: the zone itself; of an alias its mail address
      type      A, AAAA, CNAME, MX, NS, NAPTR, PTR, SRV, TXT, LOC, MBOXFW (e-mail alias) or URL (redirect)
      value     what addRecord takes; a TXT that begins or ends with blanks stands in double quotes of its own
      priority  of MX, SRV and NAPTR; empty: 0
      ttl       seconds; empty or 0: as the zone says
      owner     id of the customer who uses the record; empty or 0: nobody

    The last three may be absent. Every rule, credit and journal entry is that of DnsPort.addRecord and addFancyRecord.

    \b
    Example:
      zone,name,type,value,priority
      example.com,www,A,192.0.2.1,
      example.com,,MX,mail.example.com,10
      example.com,info@example.com,MBOXFW,me@example.net,
    """
    from ngnprov.intake.adding import bring_in
    from ngnprov.ports.dns import bulk

    with acting_for(settings, customer) as local, reading(file) as opened:
        report = bring_in(local, bulk.FORM, opened, each=each, dry_run=dry_run)
    tell(report, f"{report.added} records", each=each, dry_run=dry_run)


def _warn(text: str) -> None:
    click.echo(as_text(text), err=True)
