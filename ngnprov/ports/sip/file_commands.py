# SPDX-License-Identifier: Apache-2.0
"""``ngnprov accounts`` and ``ngnprov aliases``: those of SipPort in files."""

import click

from ngnprov.cli.intake import CsvFile, brings_in_csv, write_out
from ngnprov.cli.options import with_settings
from ngnprov.cli.output import counted
from ngnprov.settings import Settings

_domain_option = click.option("--domain", metavar="NAME", default="", help="Only those of this domain.")


@click.group(short_help="Import and export SIP accounts.")
def accounts() -> None:
    """SIP accounts."""


@accounts.command("import", short_help="Add SIP accounts from a CSV file.")
@with_settings()
@brings_in_csv
def import_accounts(given: CsvFile) -> None:
    """Add the SIP accounts in FILE, whose first line names its columns, in any order:

    \b
      username, domain   required; the domain must exist
      password           clear text or two digests; or ha1, the digest alone
      firstname, lastname, email, timezone, owner
      groups             with blanks between
      quota, prepaid (true or false), rpid, region, quickdialprefix, timeout, calllimit

    \b
    Example:
      username,domain,password,firstname,groups
      alice,example.com,correct horse,Alice,free-pstn voicemail

    Rules, credits and journal entries are those of SipPort.addAccount.
    """
    from ngnprov.ports.sip.accounts import files

    given.add(files.form, lambda report: counted(report.added, "account"))


@accounts.command("export", short_help="Write SIP accounts as a CSV file.")
@with_settings()
@_domain_option
@click.option("--passwords", is_flag=True, help="With their passwords, or a digest where clear text is not kept.")
def export_accounts(settings: Settings, domain: str, passwords: bool) -> None:
    """Write SIP accounts to standard output, by user name; with --passwords as `ngnprov accounts import` reads them.

    Whoever has passwords or digests can call in the name of the accounts: protect what is written with --passwords.

    \b
    Example:
      ngnprov accounts export --domain example.com >accounts.csv
    """
    from ngnprov.ports.sip.accounts import files

    write_out(settings, files.FILE, lambda call: files.rows(call, domain), () if passwords else files.SECRET)


@click.group(short_help="Import and export SIP aliases.")
def aliases() -> None:
    """SIP aliases."""


@aliases.command("import", short_help="Add SIP aliases from a CSV file.")
@with_settings()
@brings_in_csv
def import_aliases(given: CsvFile) -> None:
    """Add the SIP aliases in FILE, whose first line names its columns, in any order:

    \b
      username, domain   required; the domain must exist
      targetusername     required: where calls go
      targetdomain       empty: the alias's own domain
      owner              id of the customer who uses the alias

    \b
    Example:
      username,domain,targetusername
      info,example.com,alice

    Rules, credits and journal entries are those of SipPort.addAlias.
    """
    from ngnprov.ports.sip.aliases import files

    given.add(files.form, lambda report: "1 alias" if report.added == 1 else f"{report.added} aliases")


@aliases.command("export", short_help="Write SIP aliases as a CSV file.")
@with_settings()
@_domain_option
def export_aliases(settings: Settings, domain: str) -> None:
    """Write SIP aliases to standard output, by user name, as `ngnprov aliases import` reads them.

    \b
    Example:
      ngnprov aliases export --domain example.com >aliases.csv
    """
    from ngnprov.ports.sip.aliases import files

    write_out(settings, files.FILE, lambda call: files.rows(call, domain))


COMMANDS = (accounts, aliases)
