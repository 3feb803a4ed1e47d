# SPDX-License-Identifier: Apache-2.0
"""``ngnprov customers``: resellers and customers in files."""

import click

from ngnprov.cli.intake import CsvFile, brings_in_csv, write_out
from ngnprov.cli.options import MAX_ID, with_settings
from ngnprov.cli.output import counted
from ngnprov.settings import Settings


@click.group(short_help="Import and export customers.")
def customers() -> None:
    """Resellers and their customers."""


@customers.command("import", short_help="Add customers from a CSV file.")
@with_settings()
@brings_in_csv
def import_(given: CsvFile) -> None:
    """Add the customers in FILE, whose first line names its columns, in any order:

    \b
      username, password   required
      reseller             id of the reseller; empty: it is one itself
      firstname, lastname, organization, vatnumber, email, web, tel, fax, mobile, sip, enum,
      address, postcode, city, state, country, timezone, language, bankaccount,
      billingaddress, billingemail, balance, credit, companycode, reselleractive

    \b
    Example:
      username,password,reseller,organization,country
      acme,correct horse,1,Acme Ltd,NL

    Rules and journal entries are those of CustomerPort.addAccount. Properties, credits among them, are set by setProperties.
    """
    from ngnprov.ports.customer import files

    given.add(files.form, lambda report: counted(report.added, "customer"))


@customers.command("export", short_help="Write customers as a CSV file.")
@with_settings()
@click.option(
    "--reseller", metavar="ID", type=click.IntRange(0, MAX_ID), default=0, help="Only those of this reseller."
)
def export(settings: Settings, reseller: int) -> None:
    """Write customers to standard output, by login, as `ngnprov customers import` reads them. Passwords are left out.

    \b
    Example:
      ngnprov customers export --reseller 1 >customers.csv
    """
    from ngnprov.ports.customer import files

    write_out(settings, files.FILE, lambda call: files.rows(call, reseller), files.SECRET)


COMMANDS = (customers,)
