# SPDX-License-Identifier: Apache-2.0
"""``ngnprov serve``."""

import sys

import click

from ngnprov.cli.initialise import initialise, is_first_run
from ngnprov.cli.options import with_settings
from ngnprov.serve import serve as run_server
from ngnprov.settings import Settings


@click.command(short_help="Answer requests.")
@with_settings(
    bind="server.bind",
    workers="server.workers",
    tls_cert="server.tls_cert",
    tls_key="server.tls_key",
    insecure_http="server.insecure_http",
)
@click.option("--bind", metavar="HOST:PORT", help="Listen here.  [default: 127.0.0.1:9200]")
@click.option("--workers", metavar="N", help="Processes that answer requests.  [default: 1]")
@click.option("--tls-cert", metavar="FILE", help="Certificate chain (PEM); with --tls-key it makes HTTPS.")
@click.option("--tls-key", metavar="FILE", help="Private key (PEM), without a passphrase.")
@click.option(
    "--insecure-http",
    is_flag=True,
    default=None,
    help="Allow plain HTTP on an address other than loopback. Passwords then cross the network readable.",
)
@click.option(
    "--init",
    "init_first",
    is_flag=True,
    help="On the very first run, when neither database nor key file is there, do `ngnprov init` before.",
)
def serve(settings: Settings, init_first: bool) -> None:
    """Answer requests until SIGTERM or ^C, then finish those that were begun.

    SIGHUP starts new workers, one after the other, with the certificate that is there then: send it after a renewal. Other
    settings need a new start.

    It does not start, and says why, when the database has another schema version, when the key file is
    missing, another database's or readable by others, or when plain HTTP would leave this machine.
    """
    if init_first and is_first_run(settings):
        initialise(settings)
    sys.exit(run_server(settings))
