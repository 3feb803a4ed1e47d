# SPDX-License-Identifier: Apache-2.0
"""What every command has in common: where its settings, its database and a password come from."""

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ngnprov.auth.passwords import SHORTEST
from ngnprov.cli.failure import CouldNotStart
from ngnprov.db.engine import Database, open_database
from ngnprov.serve.start import existing_sqlite_file, refusing
from ngnprov.settings import Settings, SettingsError, load, load_all
from ngnprov.settings.field import holds_password

if TYPE_CHECKING:
    from ngnprov.calls.operator import Operator
    from ngnprov.sealing.keys import Keys

_COMMON = {"database": "database.url", "key_file": "keys.file"}
_DEFAULT_FILE = Path("ngnprov.ini")

MAX_ID = 2**31 - 1
"""The highest number of a customer, as the wire bounds it (wire.md L2)."""


Reading = Callable[[Path | None, dict[str, Any]], Any]
"""(settings file, options by setting) -> what a command gets as its settings."""


def with_settings(
    others: Mapping[str, str] | None = None, *, needs_database: bool = True, read: Reading | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command ``--config``, ``--database`` and ``--key-file`` and, as its first argument, the settings.

    ``others`` maps further options of the command to settings (``{"bind": "server.bind"}``). A command that needs no database
    takes the two options as well, without showing them. ``read`` replaces :func:`read_settings`.
    """
    targets = {**_COMMON, **(others or {})}

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Read this settings file.")
        @click.option(
            "--database",
            metavar="URL",
            hidden=not needs_database,
            help="The database, sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.",
        )
        @click.option(
            "--key-file",
            metavar="FILE",
            hidden=not needs_database,
            help="The key that seals passwords in the database.",
        )
        @functools.wraps(function)
        def command(config: Path | None, **given: Any) -> Any:
            options = {target: given.pop(name) for name, target in targets.items()}
            _warn_of_password(options["database.url"])
            return function((read or read_settings)(config, options), **given)

        return command

    return decorate


def read_settings(config: Path | None, options: dict[str, Any]) -> Settings:
    """Settings from the ini file, the environment and options."""
    from ngnprov.calls.port import find_sections  # it loads every port, which --help need not wait for

    return load(_settings_file(config), os.environ, options, sections=find_sections())


def read_with_mistakes(config: Path | None, options: dict[str, Any]) -> tuple[Settings, list[SettingsError]]:
    """The same, with every mistake in them."""
    from ngnprov.calls.port import find_sections

    return load_all(_settings_file(config), os.environ, options, sections=find_sections())


def _settings_file(config: Path | None) -> Path | None:
    named = config or (Path(os.environ["NGNPROV_CONFIG"]) if os.environ.get("NGNPROV_CONFIG") else None)
    if named is None and _DEFAULT_FILE.exists():
        named = _DEFAULT_FILE
    return named


def _warn_of_password(url: str | None) -> None:
    if url is not None and holds_password(url):
        click.echo(
            "ngnprov: warning: every user of this machine can read a password on a command line: set NGNPROV_DATABASE, or "
            "database.url in a settings file of mode 600",
            err=True,
        )


@contextlib.contextmanager
def existing_database(settings: Settings) -> Iterator[Database]:
    """The database, which must exist and have the schema of this release."""
    from ngnprov.db.migrate import check

    existing_sqlite_file(settings.database.url)
    with refusing():
        database = open_database(settings)
    with contextlib.closing(database):
        with refusing():
            check(database)
        yield database


def keys_of(settings: Settings, database: Database) -> "Keys":
    """The keys of a database that exists. Raises StartRefused when the file is missing, or another database's."""
    from ngnprov.sealing.keys import load_key_file
    from ngnprov.upkeep.key_match import require_match

    with refusing():
        keys = load_key_file(settings.keys.file)
        require_match(database, keys)
    return keys


@contextlib.contextmanager
def as_operator(settings: Settings) -> "Iterator[Operator]":
    """A caller of services without the wire; the database and its key file must exist."""
    from ngnprov.auth.denials import Denials
    from ngnprov.calls.context import Context
    from ngnprov.calls.operator import Operator
    from ngnprov.calls.port import find_ports
    from ngnprov.calls.runner import Runner

    with existing_database(settings) as database:
        keys = keys_of(settings, database)
        runner = Runner(Context(settings, database, keys, find_ports()), Denials(database))
        try:
            yield Operator(runner)
        finally:
            runner.settle()


def new_password_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--password-stdin`` for a new password."""
    return click.option(
        "--password-stdin",
        is_flag=True,
        help=f"Read the password from the first line of standard input: at least {SHORTEST} characters, and not one that "
        "is easily guessed.",
    )(function)


def password_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--password-stdin`` for an existing password."""
    return click.option(
        "--password-stdin", is_flag=True, help="Read the password from the first line of standard input."
    )(function)


def password_from_stdin() -> str:
    """The first line of standard input. Raises :class:`CouldNotStart` when it is empty."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CouldNotStart("there is no password on standard input")
    return password
