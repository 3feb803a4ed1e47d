# SPDX-License-Identifier: Apache-2.0
"""``ngnprov admin``: the server's own administrators."""

import click

from ngnprov.auth import administrators
from ngnprov.cli.options import existing_database, new_password_option, password_from_stdin, with_settings
from ngnprov.settings import Settings


@click.group(short_help="Add, list, disable or enable administrators.")
def admin() -> None:
    """Administrators: they see and may change everything.

    Every change is in force at once in a server that runs on the same database.
    """


@admin.command(short_help="Add an administrator.")
@with_settings()
@click.argument("name")
@new_password_option
def add(settings: Settings, name: str, password_stdin: bool) -> None:
    """Add the administrator NAME; a password is made up and printed unless it comes on standard input."""
    password, is_made_up = _password(password_stdin)
    with existing_database(settings) as database:
        administrators.add(database, name, password)
    _report(f"added {name}", password if is_made_up else None)


@admin.command("list", short_help="List the administrators.")
@with_settings()
def list_(settings: Settings) -> None:
    """List the administrators and when they were last changed."""
    with existing_database(settings) as database:
        present = administrators.names(database)
    width = max((len(name) for name, _, _ in present), default=0)
    for name, is_disabled, changed in present:
        click.echo(f"{name:{width}}  {'disabled' if is_disabled else 'enabled ':8}  {changed}")


@admin.command(short_help="Refuse an administrator from now on.")
@with_settings()
@click.argument("name")
def disable(settings: Settings, name: str) -> None:
    """Refuse NAME from now on; what NAME has done stays in the journal."""
    with existing_database(settings) as database:
        administrators.set_disabled(database, name, True)
    click.echo(f"disabled {name}")


@admin.command(short_help="Let an administrator log in again.")
@with_settings()
@click.argument("name")
def enable(settings: Settings, name: str) -> None:
    """Let NAME log in again."""
    with existing_database(settings) as database:
        administrators.set_disabled(database, name, False)
    click.echo(f"enabled {name}")


@admin.command("password", short_help="Change a password.")
@with_settings()
@click.argument("name")
@new_password_option
def password_(settings: Settings, name: str, password_stdin: bool) -> None:
    """Change NAME's password; a new one is made up and printed unless it comes on standard input."""
    password, is_made_up = _password(password_stdin)
    with existing_database(settings) as database:
        administrators.set_password(database, name, password)
    _report(f"changed the password of {name}", password if is_made_up else None)


def _password(from_stdin: bool) -> tuple[str, bool]:
    if from_stdin:
        return password_from_stdin(), False
    return administrators.generate_password(), True


def _report(what: str, password: str | None) -> None:
    click.echo(what)
    if password is not None:
        click.echo(f"password: {password}   (it is not shown again)")
