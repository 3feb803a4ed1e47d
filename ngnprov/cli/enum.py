# SPDX-License-Identifier: Apache-2.0
"""``ngnprov enum``: zones of ENUM ranges as files, and numbers from files."""

from typing import TYPE_CHECKING

import click

from ngnprov.cli.options import at_the_machine, with_settings
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.call import Call

TREE = "e164.arpa"

_tld_option = click.option(
    "--tld", metavar="TLD", default=TREE, show_default=True, help="The ENUM tree in which the numbers are."
)


@click.group(short_help="Write ENUM zones, import ENUM numbers.")
def enum() -> None:
    """ENUM ranges and numbers (RFC 6116)."""


@enum.command(short_help="Write the zone of a range.")
@with_settings()
@_tld_option
@click.argument("prefix")
def export(settings: Settings, tld: str, prefix: str) -> None:
    """Write the DNS zone of the range PREFIX to standard output as a master file (RFC 1035, section 5).

    \b
    Example:
      ngnprov enum export 31208005 >/var/lib/bind/31208005.zone
    """
    from ngnprov.ports.enum import zone

    def write(call: "Call") -> None:
        for line in zone.master_file(call, prefix, tld):
            click.echo(line)

    with at_the_machine(settings) as local:
        local.read("enum export", write)
