# SPDX-License-Identifier: Apache-2.0
"""``ngnprov backup``."""

import shlex
from pathlib import Path

import click

from ngnprov.cli.failure import CouldNotStart
from ngnprov.cli.options import with_settings
from ngnprov.db.engine import parse_url
from ngnprov.serve.start import existing_sqlite_file, refusing
from ngnprov.settings import Settings


@click.command(short_help="Copy the database while the server works.")
@with_settings()
@click.argument("file", type=click.Path(path_type=Path))
def backup(settings: Settings, file: Path) -> None:
    """Write a consistent, checked copy of a SQLite database to the new FILE, while the server works.

    The copy does not hold the key file, without which its sealed passwords cannot be read: keep that apart from it. The README
    says how to restore. PostgreSQL brings its own means, such as pg_dump.
    """
    source = existing_sqlite_file(settings.database.url)
    if source is None:
        url = parse_url(settings.database.url).set(drivername="postgresql")._replace(password=None)
        place = url.difference_update_query(["password"]).render_as_string()
        dump = shlex.join(["pg_dump", "--format=custom", f"--file={file}", place])
        raise CouldNotStart(f"a PostgreSQL database is copied by its own means: {dump}")
    from ngnprov.db.backup import copy

    with refusing():
        copy(source, file)
    click.echo(f"copied {source} to {file} ({file.stat().st_size} bytes, checked)")
    click.echo(f"it does not hold the key file {settings.keys.file}: keep a copy of that apart from it")
