# SPDX-License-Identifier: Apache-2.0
"""``ngnprov connections``: customers' users on other platforms: what connections do, and whom they have found."""

import time
from typing import Any

import click

from ngnprov.cli.documents import json_option, show_json
from ngnprov.cli.failure import Failure
from ngnprov.cli.options import MAX_ID, as_operator, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.port_calls import PortCalls
from ngnprov.settings import Settings

_TENANT = PortCalls("tenant")
_ID = click.IntRange(1, MAX_ID)
_of = click.option("--of", "customer", metavar="ID", type=_ID, default=None, help="Those of one customer only.")
_connection = click.argument("connection", metavar="CONNECTION", type=_ID)
_LISTED = ("id", "customer", "type", "host", "state", "users", "linkedUsers", "goneUsers", "retryAt", "lastError")
_UNDER_WAY = ("pending", "syncing")
_LOOK_SECONDS = 0.5
_FOUND = ("id", "name", "email", "state", "user")


@click.group(short_help="Connections to other platforms, and whom they have found.")
def connections() -> None:
    """Connections: customers' accounts on other platforms, whose users are discovered."""


@connections.command("list", short_help="List connections and their states.")
@with_settings()
@_of
@json_option
def list_(settings: Settings, customer: int | None, as_json: bool) -> None:
    """List connections, what each does, and why one has failed."""
    _show(settings, "getConnections", "connections", {"customer": customer or 0}, _LISTED, as_json=as_json)


@connections.command(short_help="Ask a platform now.")
@with_settings()
@_connection
def sync(settings: Settings, connection: int) -> None:
    """Ask the platform of a connection for its users now, and wait until it has answered.

    \b
    Example:
      ngnprov connections sync 7
    """
    from ngnprov.ports.tenant.connections.syncing import Syncer

    _TENANT.call(settings, "syncConnection", connection)
    with as_operator(settings) as operator:
        Syncer(operator.runner).sync(connection)
    while (found := _connection_of(settings, connection))["state"] in _UNDER_WAY:  # a server was faster
        time.sleep(_LOOK_SECONDS)
    told = f"connection {connection} is {found['state']}"
    if found["state"] == "failed":
        raise Failure(f"{told}: {found['lastError']}")
    click.echo(f"{told}, with {found['users']} users, {found['goneUsers']} are gone")


def _connection_of(settings: Settings, id: int) -> dict[str, Any]:
    found = _TENANT.document(settings, "getConnections", {"filter": {"id": id}})["connections"]
    if not found:
        raise Failure(f"there is no connection {id} any more")
    return {"users": 0, "goneUsers": 0, **found[0]}


@connections.command(short_help="List whom a connection has found.")
@with_settings()
@_connection
@click.option("--state", type=click.Choice(["new", "linked", "gone"]), default=None, help="In this state only.")
@json_option
def discovered(settings: Settings, connection: int, state: str | None, as_json: bool) -> None:
    """List whom a connection has found, and to which user each is linked."""
    wanted = {"connection": connection, "state": state or ""}
    _show(settings, "getDiscoveredUsers", "discoveredUsers", wanted, _FOUND, as_json=as_json)


def _show(
    settings: Settings, operation: str, name: str, wanted: dict[str, Any], columns: tuple[str, ...], *, as_json: bool
) -> None:
    found = _TENANT.document(settings, operation, {"filter": wanted})[name]
    if as_json:
        show_json(found)
    elif found:
        click.echo(as_text([{column: each.get(column, "") for column in columns} for each in found]))


COMMANDS = (connections,)
