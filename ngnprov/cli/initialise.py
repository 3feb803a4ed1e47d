# SPDX-License-Identifier: Apache-2.0
"""``ngnprov init``: what a server needs before it can start. Safe to run again."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ngnprov.auth import administrators
from ngnprov.cli.options import new_password_option, password_from_stdin, with_settings
from ngnprov.db.engine import Database, create_sqlite_file, open_database
from ngnprov.db.migrate import is_empty
from ngnprov.sealing.keys import create_key_file, load_key_file
from ngnprov.serve.start import StartRefused, existing_sqlite_file, refusing, sqlite_file
from ngnprov.settings import Settings
from ngnprov.upkeep.key_match import adopt
from ngnprov.upkeep.upgrading import upgrade

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
@new_password_option
def init(settings: Settings, name: str, password_stdin: bool) -> None:
    """Create or upgrade the database, the key file and the first administrator.

    Without --password-stdin a password is made up and printed once. Run again, the command continues where it was interrupted,
    upgrades the schema, keeps the key and lists the administrators.
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
        return not is_empty(database) and bool(administrators.everybody(database))


def _key_file_missing(path: Path) -> StartRefused:
    return StartRefused(
        f"the key file {path} is missing, but the database is in use: restore the file, for a new key "
        "could not open the passwords that the old one sealed"
    )


def initialise(settings: Settings, name: str = FIRST_ADMINISTRATOR, password: str | None = None) -> None:
    """Create what is missing and report it on stdout; a ``password`` of None is made up and printed.

    Nothing is made when the password or the name is refused. What can no longer be told, since nobody reads stdout any more,
    is done all the same, except that a password that was made up is stored only once it has been written.

    Raises :class:`~ngnprov.serve.start.StartRefused`, also when stdout is closed, and refusals of the password or the name.
    """
    if password is not None:
        administrators.check(name, password)
    with _private_files():
        with refusing():
            database = _open(settings)
        with contextlib.closing(database):
            with refusing():
                lines = _database_and_key(database, settings.keys.file)
                present = [each.name for each in administrators.everybody(database)]
            if not present:
                lines.append(f"administrator:  {name}")
            else:
                lines.append(f"administrators: {', '.join(present)} (unchanged; see `ngnprov admin --help`)")
            if not present and password is None:
                password = administrators.generate_password()
                _print([*lines, f"password:       {password}   (it is not shown again)"], "no administrator is added: ")
                lines = []
            if not present and password is not None:
                administrators.add(database, name, password)
    _print(lines, "everything is made, but ")


def _print(lines: list[str], so_far: str) -> None:
    """Write lines to stdout; StartRefused with what is done ``so_far`` when nobody reads them."""
    if not lines:
        return
    reason = "standard output is closed"
    if sys.stdout is not None:
        try:
            sys.stdout.write("".join(f"{line}\n" for line in lines))
            sys.stdout.flush()
            return
        except OSError as error:
            reason = f"standard output cannot be written: {error.strerror}"
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the interpreter writes the rest at its end
    raise StartRefused(f"{so_far}{reason}; run `ngnprov init` again")


def _open(settings: Settings) -> Database:
    path = sqlite_file(settings.database.url)
    if path is not None:
        _make_directory(path.parent)
        create_sqlite_file(path)
        existing_sqlite_file(settings.database.url)
    return open_database(settings)


def _database_and_key(database: Database, path: Path) -> list[str]:
    """Make or upgrade both; what to tell of them."""
    if not path.exists() and not is_empty(database) and administrators.everybody(database):
        raise _key_file_missing(path)
    keys = load_key_file(path) if path.exists() else None
    applied = upgrade(database, keys)
    if keys is None:
        _make_directory(path.parent)
        create_key_file(path)
    adopt(database, keys or load_key_file(path))
    place = database.url.render_as_string(hide_password=True)
    return [
        f"database:       {place} ({f'schema {applied[-1]}' if applied else 'up to date'})",
        f"key file:       {path} ({'kept' if keys else 'created; keep a copy apart from the database'})",
    ]


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
