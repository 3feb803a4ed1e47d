# SPDX-License-Identifier: Apache-2.0
"""``ngnprov call``: one operation over the wire."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from typing import Any

import click

from ngnprov.cli.asking import Asked, asking
from ngnprov.cli.failure import Failure
from ngnprov.cli.options import password_from_stdin, password_option, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.preview import preview_as_text
from ngnprov.settings import Settings

_LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Where to reach what listens on all addresses."""


@click.command(short_help="Call an operation of a running server.")
@with_settings(needs_database=False)
@click.option(
    "--url",
    metavar="URL",
    envvar="NGNPROV_URL",
    show_envvar=True,
    help="The server; without it server.public_url of the settings, else the address where it listens on this "
    "machine, http://127.0.0.1:9200 by default.",
)
@click.option(
    "--user",
    metavar="NAME",
    envvar="NGNPROV_USER",
    show_envvar=True,
    default="admin",
    show_default=True,
    help="The login.",
)
@password_option
@click.option(
    "--admin/--customer",
    "is_admin",
    default=True,
    help="Is the login an administrator (default) or a customer?",
)
@click.option("--impersonate", metavar="ID", type=int, help="Act for the customer with this id (administrators).")
@asking
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option(
    "--only", metavar="NAME", help="Print this member of the answer alone, with dots as in arguments: for scripts."
)
@click.argument("port")
@click.argument("operation")
@click.argument("arguments", nargs=-1, metavar="[NAME=VALUE]...")
def call(
    settings: Settings,
    url: str | None,
    user: str,
    password_stdin: bool,
    is_admin: bool,
    impersonate: int | None,
    asked: Asked,
    as_json: bool,
    only: str | None,
    port: str,
    operation: str,
    arguments: tuple[str, ...],
) -> None:
    """Call OPERATION of PORT on a running server and print what it answers.

    The password is read from standard input with --password-stdin, else taken from the environment variable
    NGNPROV_PASSWORD, else asked for. Members of records and places in lists are written with dots; the
    server's start page lists every port, operation and member.

    SIP accounts themselves call presence: there it is the parameter password, and --user, --customer and --impersonate have
    no meaning.

    With HTTPS the URL must have a name that is in the certificate. REQUESTS_CA_BUNDLE=FILE names the certificates to trust
    when an authority of your own has signed it.

    \b
    Examples:
      ngnprov call customer getAccount id=7
      ngnprov call customer addAccount account.username=bob account.password=s3cret \\
          account.properties.0.name=sip_credit account.properties.0.category=credit \\
          account.properties.0.value=5 account.properties.0.permission=admin
      ngnprov call customer getCustomers query.filter.city=Berlin query.range.count=10 --json
      ngnprov call customer getCustomers query.filter.username=bob --only accounts.0.id
      ngnprov call customer deleteAccount id=7 --dry-run
      ngnprov call customer getAccount id=7 --reply --only version
      ngnprov call sip addBalance sipId.username=bob sipId.domain=acme.example value=10 \\
          description=card --request-id 'order 4711, line 3'
      ngnprov call presence getPolicy sipId.username=bob sipId.domain=acme.example
    """
    from ngnprov.cli.client import CallFailed, CallRefused, Login, PortClient

    printed = _Printed(as_json, only)
    try:
        client = PortClient(url or _default_url(settings), port)
        password = _password(password_stdin, user if client.has_login_header else "the account")
        login = Login(user, password, is_admin, impersonate)
        answer = client.call(operation, arguments, login, asked.header)
    except CallRefused as refused:
        if asked.is_dry_run and refused.reply is not None and only is None:
            printed.reply(refused.reply)
        raise Failure(str(refused)) from refused
    except CallFailed as error:
        raise Failure(str(error)) from error
    if answer.reply is not None and answer.reply.get("replayed"):
        click.echo("ngnprov: was made before; this was its answer, and nothing was changed again", err=True)
    if asked.wants_reply:
        printed.reply(answer.reply or {})
    else:
        printed.any(answer.result)


def _password(from_stdin: bool, whose: str) -> str:
    """From standard input, the environment, or whoever is at the terminal."""
    if from_stdin:
        return password_from_stdin()
    known = os.environ.get("NGNPROV_PASSWORD")
    if known is not None:
        return known
    typed: str = click.prompt(f"Password of {whose}", hide_input=True, err=True)
    return typed


@dataclass(frozen=True)
class _Printed:
    """How answers are printed: as JSON or for reading, whole or the one member ``only``."""

    as_json: bool
    only: str | None

    def reply(self, reply: dict[str, Any]) -> None:
        """The header of an answer; of a dry run for reading its preview."""
        if "preview" not in reply or self.as_json or self.only is not None:
            self.any(reply)
        else:
            click.echo(preview_as_text(reply["preview"], _width()))

    def any(self, value: Any) -> None:
        """An answer."""
        if self.only is not None:
            value = _member(value, self.only)
        if isinstance(value, str) and self.only is not None and not (self.as_json or sys.stdout.isatty()):
            click.echo(value, nl=not value.endswith("\n"))  # for a script or a file, as it is
        elif self.as_json:
            click.echo(json.dumps(value, indent=2, ensure_ascii=False))
        elif text := as_text(value, _width()):
            click.echo(text)


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def _member(answer: Any, path: str) -> Any:
    """What stands in an answer at a path such as ``accounts.0.id``. Raises :class:`Failure` when nothing does."""
    for step in path.split("."):
        try:
            answer = answer[int(step) if isinstance(answer, list) and step.isdecimal() else step]
        except (KeyError, IndexError, TypeError, ValueError):
            raise Failure(f"the answer has no {path}") from None
    return answer


def _default_url(settings: Settings) -> str:
    server = settings.server
    if server.public_url is not None:
        return server.public_url
    host, port = server.address
    host = _LOOPBACK.get(host, host)
    scheme = "https" if server.is_tls else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
