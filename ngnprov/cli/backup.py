# SPDX-License-Identifier: Apache-2.0
"""``ngnprov backup``."""

import contextlib
import shlex
from pathlib import Path

import click

from ngnprov.cli.failure import CouldNotStart
from ngnprov.cli.options import with_settings
from ngnprov.cli.progress import progress
from ngnprov.db.engine import Database, parse_url
from ngnprov.serve.start import existing_sqlite_file, refusing
from ngnprov.settings import Settings


@click.command(short_help="Copy the database while the server works.")
@with_settings()
@click.argument("file", type=click.Path(path_type=Path))
def backup(settings: Settings, file: Path) -> None:
    """Write a consistent, checked copy of a SQLite database to the new FILE, while the server works.

    The copy does not hold the key file, without which its sealed passwords cannot be read: keep that apart from it. Each
    sealed value in it names its key by an id, and the command prints these ids: a key that you replace later must be kept as
    long as the copy. docs/operating.md says how to restore. PostgreSQL has tools of its own, such as pg_dump.
    """
    source = existing_sqlite_file(settings.database.url)
    if source is None:
        url = parse_url(settings.database.url).set(drivername="postgresql")._replace(password=None)
        place = url.difference_update_query(["password"]).render_as_string()
        dump = shlex.join(["pg_dump", "--format=custom", f"--file={file}", place])
        raise CouldNotStart(f"a PostgreSQL database is copied by its own means: {dump}")
    from ngnprov.upkeep.backup import copy

    with refusing(), progress("copying", 100) as shown:
        copy(source, file, shown.reach)
    click.echo(f"copied {source} to {file} ({file.stat().st_size} bytes, checked)")
    keys = _keys_in(file)
    needs = f", which must have the key {' and '.join(keys)}" if keys else ""
    click.echo(f"it does not hold the key file {settings.keys.file}{needs}: keep a copy of that apart from it")


def _keys_in(file: Path) -> list[str]:
    from ngnprov.upkeep.resealing import needed

    with refusing(), contextlib.closing(Database(f"sqlite:///{file.absolute()}")) as made:
        return needed(made)
