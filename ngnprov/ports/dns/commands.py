# SPDX-License-Identifier: Apache-2.0
"""``ngnprov zone``: DNS zones out to master files, and zones and records in from files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ngnprov.cli.intake import CsvFile, acting_for, added, bring_in, brings_in, brings_in_csv, reading, tell
from ngnprov.cli.options import MAX_ID, as_operator, with_settings
from ngnprov.cli.output import as_text, counted
from ngnprov.cli.progress import progress
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.calls.call import Call
    from ngnprov.intake.report import Report
    from ngnprov.ports.dns.zone_import import ZoneImport


@click.group(short_help="List, export and import DNS zones and records.")
def zone() -> None:
    """DNS zones as RFC 1035 master files, and records in bulk from CSV."""


@zone.command(short_help="Print a zone as a master file.")
@with_settings()
@click.argument("name")
def export(settings: Settings, name: str) -> None:
    """Print the zone NAME as a DNS server answers it, including the records for aliases and redirects, and glue."""
    from ngnprov.ports.dns import publication

    def write(call: "Call") -> None:
        for line in publication.master_file(call, name, warn):
            click.echo(line)
            shown.advance()

    def warn(text: str) -> None:
        with shown.aside():
            click.echo(as_text(text), err=True)

    with as_operator(settings) as operator, progress("exporting", unit="lines", prints=True) as shown:
        operator.run(publication.EXPORT, write)


@zone.command("list", short_help="List the zones.")
@with_settings()
@click.option(
    "--customer",
    metavar="ID",
    type=click.IntRange(0, MAX_ID),
    default=0,
    help="Only those in the scope of this customer.",
)
def list_(settings: Settings, customer: int) -> None:
    """List the zones by name: their customer and reseller, how many records they have, and the serial.

    Fancy records are e-mail aliases and redirects.
    """
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.dns.permissions import READ
    from ngnprov.ports.dns.zones import service

    def write(call: "Call") -> None:
        click.echo(_LINE.format("zone", "customer", "reseller", "records", "fancy", "serial"))
        for found in service.overview(call):
            click.echo(_LINE.format(*found))

    with acting_for(settings, customer) as operator:
        operator.run(Task(name="zone list", policy=Policy(READ), writes=False), write)


_LINE = "{:40}  {:>10}  {:>10}  {:>8}  {:>8}  {:>10}"


@zone.command("import", short_help="Create a zone from a master file, or replace it.")
@with_settings()
@click.option("--origin", metavar="NAME", help="The origin at the beginning of the file.")
@click.option("--replace", "replaces", is_flag=True, help="Let an existing zone become what the file says.")
@click.option("--skip-unsupported", "skips", is_flag=True, help="Pass over records of types that are not supported.")
@brings_in
def import_(
    settings: Settings, origin: str | None, replaces: bool, skips: bool, dry_run: bool, customer: int, file: Path
) -> None:
    """Create the zone of the master file FILE with all its records, or report every problem by line and create nothing.

    It belongs to the customer for whom it is created, else to nobody. Its serials continue from the file's SOA, or from
    today's date when that is near or above 2147483647. SOA and name servers become those of the zone; the first server is
    the primary. Repeated lines count once. A TTL of 0 is refused, since 0 means the default here. A FILE of - is standard
    input.

    With --replace an existing zone becomes what the file says, in one transaction: the lines that are removed (-), added (+)
    and changed (~) are printed, and with --dry-run that is all. Records that stay the same, or change only TTL or priority,
    keep their ids. E-mail aliases, redirects, the owner and the description of the zone stay. A zone that does not exist is
    created.

    --skip-unsupported passes over types that are not supported, such as DNSKEY, RRSIG and NSEC, and reports each by line;
    $INCLUDE and $GENERATE are still refused.
    """
    from ngnprov.ports.dns.masters import MasterFile
    from ngnprov.ports.dns.names import zone as zone_name
    from ngnprov.ports.dns.zone_import import ZoneImport

    begins = None if origin is None else zone_name(origin, "origin")
    with acting_for(settings, customer) as operator, reading(file) as opened:
        master = MasterFile(opened, begins, skips=skips)
        if not master.zone:
            tell(master.report, "", dry_run=dry_run)
        importing = ZoneImport(master, replaces=replaces)
        importing.prepare(operator)
        report = bring_in(operator, importing.form, opened, dry_run=dry_run)
    if importing.difference is not None and not report.problems:
        for line in importing.difference.lines():
            click.echo(as_text(line))
    tell(report, _done(master.zone, importing, report, dry_run=dry_run), dry_run=dry_run)


def _done(zone: str, importing: "ZoneImport", report: "Report", *, dry_run: bool) -> str:
    difference = importing.difference
    if difference is None:
        return added(f"{zone} with {counted(report.added - 1, 'record')}", dry_run=dry_run)
    if not difference:
        return f"{zone} is the same already: {difference.counts}"
    return f"{'would replace' if dry_run else 'replaced'} {zone}: {difference.counts}"


@zone.command("import-records", short_help="Create many records from CSV.")
@with_settings()
@brings_in_csv
def import_records(given: CsvFile) -> None:
    """Create the records in FILE, whose first line names its columns, in any order:

    \b
      zone      an existing zone
      name      the name, full or relative to the zone; empty or @: the zone itself; for an alias its mail address
      type      A, AAAA, CAA, CNAME, DS, HTTPS, LOC, MX, NAPTR, NS, PTR, SRV, SSHFP, SVCB, TLSA, TXT, MBOXFW (e-mail alias)
                or URL (redirect)
      value     what addRecord takes; put a TXT that begins or ends with blanks in double quotes
      priority  of MX, SRV and NAPTR; empty: 0
      ttl       seconds; empty or 0: as the zone says
      owner     id of the customer who uses the record; empty or 0: nobody

    The last three may be absent. Rules, credits and journal entries are those of DnsPort.addRecord and addFancyRecord.

    \b
    Example:
      zone,name,type,value,priority
      example.com,www,A,192.0.2.1,
      example.com,,MX,mail.example.com,10
      example.com,info@example.com,MBOXFW,me@example.net,
    """
    from ngnprov.ports.dns import csv_import

    given.add(lambda: csv_import.FORM, lambda report: counted(report.added, "record"))


COMMANDS = (zone,)
