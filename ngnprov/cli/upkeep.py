# SPDX-License-Identifier: Apache-2.0
"""``ngnprov migrate``, ``ngnprov doctor`` and ``ngnprov wsdl``."""

import contextlib
import sys
from pathlib import Path

import click

from ngnprov.cli.options import existing_database, keys_of, with_settings
from ngnprov.cli.output import as_text
from ngnprov.db.engine import open_database
from ngnprov.serve.start import existing_sqlite_file, refusing
from ngnprov.settings import Settings


@click.command()
@with_settings()
def migrate(settings: Settings) -> None:
    """Bring the database to the schema of this release."""
    from ngnprov.auth.secrets import load_key_file
    from ngnprov.belonging import settle
    from ngnprov.db.migrate import upgrade

    existing_sqlite_file(settings.database.url)
    with refusing(), contextlib.closing(open_database(settings)) as database:
        applied = upgrade(database)
        if settings.keys.file.exists():
            settle(database, load_key_file(settings.keys.file))
    for revision in applied:
        click.echo(f"applied {revision}")
    if not applied:
        click.echo("the schema is up to date")


@click.command(short_help="Check counters and invariants; --repair corrects them.")
@with_settings()
@click.option("--repair", is_flag=True, help="Correct what can be corrected.")
def doctor(settings: Settings, repair: bool) -> None:
    """Recount every counter, open every sealed secret, check what must always hold, and say what is wrong.

    The exit code is 1 when something is wrong that was not repaired.
    """
    from ngnprov.doctor import Finding, examine
    from ngnprov.resealing import unopened

    with existing_database(settings) as database:
        keys = keys_of(settings, database)
        findings = examine(database, repair)
        with database.reading() as unit:
            findings += [Finding(text, repaired=False) for text in unopened(unit, keys)]
    for finding in findings:
        click.echo(as_text(f"{'repaired' if finding.repaired else 'wrong'}: {finding.text}"))
    if not findings:
        click.echo("nothing is wrong")
    sys.exit(0 if all(finding.repaired for finding in findings) else 1)


@click.command()
@with_settings(needs_database=False)
@click.option(
    "--out",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="Write the files here; the directory is made when it is missing.",
)
def wsdl(settings: Settings, directory: Path) -> None:
    """Write the WSDL files, one for each port and dialect."""
    from ngnprov.soap.wsdl import write_all

    with refusing():
        directory.mkdir(parents=True, exist_ok=True)
        write_all(directory)
    click.echo(f"wrote the WSDL files to {directory}")
