# SPDX-License-Identifier: Apache-2.0
"""``ngnprov migrate``, ``ngnprov doctor`` and ``ngnprov wsdl``."""

import contextlib
import itertools
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from ngnprov.cli.options import as_operator, existing_database, keys_of, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.progress import progress
from ngnprov.db.engine import open_database
from ngnprov.serve.start import existing_sqlite_file, refusing
from ngnprov.settings import Settings


@click.command(short_help="Bring the database to the schema of this release.")
@with_settings()
def migrate(settings: Settings) -> None:
    """Bring the database to the schema of this release, the whole way or not at all.

    What an earlier release kept in clear is sealed on the way, which takes the key file. Stop the server first, and make a
    backup.
    """
    from ngnprov.sealing.keys import load_key_file
    from ngnprov.upkeep.key_match import adopt
    from ngnprov.upkeep.upgrading import upgrade

    existing_sqlite_file(settings.database.url)
    with refusing(), contextlib.closing(open_database(settings)) as database:
        keys = load_key_file(settings.keys.file) if settings.keys.file.exists() else None
        with progress("bringing the schema up to date"):
            applied = upgrade(database, keys)
        if keys is not None:
            adopt(database, keys)
    for revision in applied:
        click.echo(f"applied {revision}")
    if not applied:
        click.echo("the schema is up to date")


@click.command(short_help="Check counters and invariants; --repair corrects them.")
@with_settings()
@click.option("--repair", is_flag=True, help="Correct what can be corrected, the server running or not.")
def doctor(settings: Settings, repair: bool) -> None:
    """Recount every counter, open every sealed secret, check what must always hold, and report what is wrong.

    Each repair is a transaction with its entry in the journal; problems that resolved themselves are reported as such. Remarks
    are about what is allowed but probably unintended. The exit code is 1 when a problem was not repaired.
    """
    from ngnprov.calls.finding import Finding, State
    from ngnprov.upkeep.doctor import examine, examine_secrets, repaired

    counts: Counter[State] = Counter()
    with contextlib.ExitStack() as open_:
        database = open_.enter_context(existing_database(settings))
        keys = keys_of(settings, database)
        findings: Iterator[Finding] = itertools.chain(examine(database), examine_secrets(database, keys))
        if repair:
            findings = repaired(findings, open_.enter_context(as_operator(settings)))
        shown = open_.enter_context(progress("examining"))
        for finding in findings:
            with shown.aside():
                click.echo(as_text(f"{finding.state.value}: {finding.text}"))
            counts[finding.state] += 1
    if counts.keys() <= {State.REMARK}:
        click.echo("nothing is wrong")
    else:
        click.echo(", ".join(f"{count} {state.value}" for state, count in counts.items()))
    sys.exit(1 if counts[State.WRONG] else 0)


@click.command(short_help="Write the WSDL files.")
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
    """Write the WSDL files, of all ports and of each, in both dialects."""
    from ngnprov.soap.publishing.wsdl import write_all

    with refusing():
        directory.mkdir(parents=True, exist_ok=True)
        write_all(directory)
    click.echo(f"wrote the WSDL files to {directory}")
