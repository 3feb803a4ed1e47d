# SPDX-License-Identifier: Apache-2.0
"""``ngnprov init``: what a server needs before it can start. Safe to run again."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import click

from ngnprov.auth import administrators
from ngnprov.auth.secrets import create_key_file, load_key_file
from ngnprov.belonging import settle
from ngnprov.cli.options import password_from_stdin, password_option, with_settings
from ngnprov.db.engine import Database, create_sqlite_file, open_database
from ngnprov.db.migrate import is_empty, upgrade
from ngnprov.serve.start import StartRefused, existing_sqlite_file, refusing, sqlite_file
from ngnprov.settings import Settings

FIRST_ADMINISTRATOR = "admin"


@click.command(short_help="Create the database, the key file and an administrator.")
@with_settings()
@click.option(
    "--admin",
    "name",
    metavar="NAME",
    default=FIRST_ADMINISTRATOR,
    show_default=True,
    help="The administrator's login.",
)
@password_option
def init(settings: Settings, name: str, password_stdin: bool) -> None:
    """Create or upgrade the database, the key file and the first administrator.

    Without --password-stdin a password is made up and printed once. Run again, the command upgrades the
    schema, keeps the key and says who the administrators are.
    """
    initialise(settings, name, password_from_stdin() if password_stdin else None)


def is_first_run(settings: Settings) -> bool:
    """Has nothing been created yet?

    Raises :class:`~ngnprov.serve.start.StartRefused` when only the key file or only a database in use is there: the other may
    be away for a while (a volume not mounted, a restore under way), and a new one in its place would serve.
    """
    key_file = settings.keys.file
    has_key, has_database = key_file.exists(), _is_database_in_use(settings)
    if has_key and not has_database:
        place = open_database(settings).url.render_as_string(hide_password=True)
        raise StartRefused(
            f"the key file {key_file} is there, but the database {place} is missing or empty: mount or restore it, or run "
            "`ngnprov init` to begin with an empty one"
        )
    if has_database and not has_key:
        raise _key_file_missing(key_file)
    return not has_key


def _is_database_in_use(settings: Settings) -> bool:
    """Is there a database with an administrator?"""
    path = sqlite_file(settings.database.url)
    if path is not None and not path.exists():
        return False
    existing_sqlite_file(settings.database.url)
    with refusing(), contextlib.closing(open_database(settings)) as database:
        return not is_empty(database) and bool(administrators.names(database))


def _key_file_missing(path: Path) -> StartRefused:
    return StartRefused(
        f"the key file {path} is missing, but the database is in use: restore the file, for a new key "
        "could not open the passwords that the old one sealed"
    )


def initialise(settings: Settings, name: str = FIRST_ADMINISTRATOR, password: str | None = None) -> None:
    """Create what is missing and report it on stdout; a ``password`` of None is made up and printed.

    Raises :class:`~ngnprov.serve.start.StartRefused` and refusals of the password or the name.
    """
    with _private_files():
        with refusing():
            database = _open(settings)
        with contextlib.closing(database):
            with refusing():
                _upgrade(database)
                present = [who for who, _, _ in administrators.names(database)]
                _ensure_key(database, settings.keys.file, is_in_use=bool(present))
            if present:
                click.echo(f"administrators: {', '.join(present)} (unchanged; see `ngnprov admin --help`)")
            else:
                _first_administrator(database, name, password)


def _open(settings: Settings) -> Database:
    path = sqlite_file(settings.database.url)
    if path is not None:
        _make_directory(path.parent)
        create_sqlite_file(path)
        existing_sqlite_file(settings.database.url)
    return open_database(settings)


def _upgrade(database: Database) -> None:
    applied = upgrade(database)
    place = database.url.render_as_string(hide_password=True)
    click.echo(f"database:       {place} ({f'schema {applied[-1]}' if applied else 'up to date'})")


def _ensure_key(database: Database, path: Path, *, is_in_use: bool) -> None:
    if path.exists():
        settle(database, load_key_file(path))
        click.echo(f"key file:       {path} (kept)")
        return
    if is_in_use:
        raise _key_file_missing(path)
    _make_directory(path.parent)
    create_key_file(path)
    settle(database, load_key_file(path))
    click.echo(f"key file:       {path} (created; keep a copy apart from the database)")


def _first_administrator(database: Database, name: str, password: str | None) -> None:
    chosen = password if password is not None else administrators.generate_password()
    administrators.add(database, name, chosen)
    click.echo(f"administrator:  {name}")
    if password is None:
        click.echo(f"password:       {chosen}   (it is not shown again)")


def _make_directory(path: Path) -> None:
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True)


@contextlib.contextmanager
def _private_files() -> Iterator[None]:
    """New files are for this user only: the database holds logins."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
