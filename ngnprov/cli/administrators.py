# SPDX-License-Identifier: Apache-2.0
"""``ngnprov admin``: the server's own administrators."""

from collections.abc import Callable
from typing import Any

import click

from ngnprov.auth import administrators
from ngnprov.cli.options import existing_database, new_password_option, password_from_stdin, with_settings
from ngnprov.db.engine import Database
from ngnprov.settings import Settings


@click.group(short_help="Add, list, disable or enable administrators.")
def admin() -> None:
    """Administrators: they see and may change everything.

    Every change is in force at once in a server that runs on the same database.
    """


def _about_one(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the settings and the NAME of an administrator."""
    return with_settings()(click.argument("name")(function))


@admin.command(short_help="Add an administrator.")
@_about_one
@new_password_option
def add(settings: Settings, name: str, password_stdin: bool) -> None:
    """Add the administrator NAME; a password is made up and printed unless it comes on standard input."""
    _give_password(settings, name, password_stdin, administrators.add, f"added {name}")


@admin.command("list", short_help="List the administrators.")
@with_settings()
def list_(settings: Settings) -> None:
    """List the administrators and when they were last changed."""
    with existing_database(settings) as database:
        present = administrators.everybody(database)
    width = max((len(each.name) for each in present), default=0)
    for each in present:
        state = "disabled" if each.is_disabled else "enabled"
        click.echo(f"{each.name:{width}}  {state:8}  {each.changed}{'  second factor' if each.has_factor else ''}")


@admin.command(short_help="Refuse an administrator from now on.")
@_about_one
def disable(settings: Settings, name: str) -> None:
    """Refuse NAME from now on; what NAME has done stays in the journal."""
    _set_disabled(settings, name, True)


@admin.command(short_help="Let an administrator log in again.")
@_about_one
def enable(settings: Settings, name: str) -> None:
    """Let NAME log in again."""
    _set_disabled(settings, name, False)


@admin.command("password", short_help="Change a password.")
@_about_one
@new_password_option
def password_(settings: Settings, name: str, password_stdin: bool) -> None:
    """Change NAME's password; a new one is made up and printed unless it comes on standard input."""
    _give_password(settings, name, password_stdin, administrators.set_password, f"changed the password of {name}")


@admin.command("reset-second-factor", short_help="Let an administrator log in by his password alone.")
@_about_one
def reset_second_factor(settings: Settings, name: str) -> None:
    """Forget NAME's second factor, for whoever has lost it, and end NAME's sessions.

    NAME sets up another one by enrolSecondFactor of TenantPort.
    """
    with existing_database(settings) as database:
        administrators.reset_factor(database, name)
    click.echo(f"{name} logs in by the password alone")


def _set_disabled(settings: Settings, name: str, disabled: bool) -> None:
    with existing_database(settings) as database:
        administrators.set_disabled(database, name, disabled)
    click.echo(f"{'disabled' if disabled else 'enabled'} {name}")


def _give_password(
    settings: Settings, name: str, from_stdin: bool, give: Callable[[Database, str, str], None], done: str
) -> None:
    """Store the password on standard input, or one that is made up, which is then printed behind ``done``."""
    password = password_from_stdin() if from_stdin else administrators.generate_password()
    with existing_database(settings) as database:
        give(database, name, password)
    click.echo(done)
    if not from_stdin:
        click.echo(f"password: {password}   (it is not shown again)")
