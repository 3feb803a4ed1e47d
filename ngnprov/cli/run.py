# SPDX-License-Identifier: Apache-2.0
"""``ngnprov serve`` and ``ngnprov check``."""

import sys
from collections.abc import Callable
from typing import Any

import click

from ngnprov.cli.initialise import initialise, is_first_run
from ngnprov.cli.options import read_with_mistakes, with_settings
from ngnprov.cli.output import as_text
from ngnprov.serve import serve as run_server
from ngnprov.settings import Settings, SettingsError

SERVER = {name: f"server.{name}" for name in ("bind", "workers", "tls_cert", "tls_key", "insecure_http")}
"""Options of :func:`server_options`, and the settings that they are."""


def server_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how a server listens."""
    for option in (
        click.option(
            "--insecure-http",
            is_flag=True,
            default=None,
            help="Allow plain HTTP on an address other than loopback. Passwords then cross the network readable.",
        ),
        click.option("--tls-key", metavar="FILE", help="Private key (PEM), without a passphrase."),
        click.option("--tls-cert", metavar="FILE", help="Certificate chain (PEM); with --tls-key it makes HTTPS."),
        click.option("--workers", metavar="N", help="Processes that answer requests.  [default: 1]"),
        click.option("--bind", metavar="HOST:PORT", help="Listen here.  [default: 127.0.0.1:9200]"),
    ):
        function = option(function)
    return function


@click.command(short_help="Answer requests.")
@with_settings(SERVER)
@server_options
@click.option(
    "--init",
    "init_first",
    is_flag=True,
    help="On the very first run, when neither database nor key file exists, run `ngnprov init` first.",
)
def serve(settings: Settings, init_first: bool) -> None:
    """Answer requests until SIGTERM or ^C, then finish those that were begun.

    SIGHUP starts new workers, one after the other, with the current certificate: send it after a renewal. Other
    settings need a restart.

    It refuses to start, and says why, when the database has another schema version, when the key file is
    missing, belongs to another database or is readable by others, or when plain HTTP would leave this machine.
    """
    if init_first and is_first_run(settings):
        initialise(settings)
    sys.exit(run_server(settings))


@click.command(short_help="Say whether a server would start, without starting it.")
@with_settings(SERVER, read=read_with_mistakes)
@server_options
def check(read: tuple[Settings, list[SettingsError]]) -> None:
    """Say whether `ngnprov serve` would start with these settings; nothing is started or written.

    It looks at the settings, the key file, the database and its schema, the certificate and the address, and lists every
    reason not to start, one on each line. The exit code is 0 when there is none, else 2. A running server holds its address,
    which is then one of the reasons. Settings under the name of an earlier release are a warning, not a reason.
    """
    from ngnprov.serve.checking import problems

    settings, mistakes = read
    for sentence in settings.outdated:
        click.echo(as_text(f"ngnprov: warning: {sentence}"), err=True)
    found = problems(settings, mistakes)
    for problem in found:
        click.echo(as_text(f"ngnprov: {problem}"), err=True)
    if found:
        sys.exit(2)
    scheme = "https" if settings.server.is_tls else "http"
    click.echo(f"ngnprov would serve {scheme}://{settings.server.bind}/")
