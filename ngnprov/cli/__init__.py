# SPDX-License-Identifier: Apache-2.0
"""The command line: ``ngnprov COMMAND``. One file for each group of commands; those of a port are in its folder.

Exit codes: 0 done, 1 refused or something is wrong, 2 wrong usage, or it could not start (settings, files, database).
"""

import click

from ngnprov import __version__
from ngnprov.cli.administrators import admin
from ngnprov.cli.backup import backup
from ngnprov.cli.call import call
from ngnprov.cli.completion import completion
from ngnprov.cli.failure import Commands
from ngnprov.cli.initialise import init
from ngnprov.cli.jobs import jobs
from ngnprov.cli.journal import journal
from ngnprov.cli.keys import keys
from ngnprov.cli.outbox import outbox
from ngnprov.cli.port_commands import port_commands
from ngnprov.cli.run import check, serve
from ngnprov.cli.upkeep import doctor, migrate, wsdl

__all__ = ["main"]


class _Commands(Commands):
    """Lists the commands of ports among those of the server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Those with which a server is run, those of the ports, the others."""
        names = super().list_commands(ctx)
        behind = names.index("wsdl")
        return [*names[:behind], *(name for name in port_commands() if name not in names), *names[behind:]]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The server's command of this name, else a port's; a group of both has the commands of both."""
        own, other = super().get_command(ctx, cmd_name), port_commands().get(cmd_name)
        if isinstance(own, click.Group) and isinstance(other, click.Group):
            for command in other.commands.values():
                own.add_command(command)
        return own or other


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ngnprov")
def main() -> None:
    """A provisioning server for SIP, ENUM and DNS platforms that speaks the SOAP protocol of NGNPro.

    \b
    To begin:
      ngnprov init     create the database and the first administrator
      ngnprov serve    answer requests at http://127.0.0.1:9200/

    Settings come from an ini file, from environment variables NGNPROV_... and from options; later
    sources override earlier ones. The file is the one given with --config or NGNPROV_CONFIG, else ngnprov.ini in the working
    directory; ngnprov.ini.sample explains every setting.
    """


for command in (
    init,
    serve,
    check,
    migrate,
    doctor,
    backup,
    journal,
    outbox,
    jobs,
    keys,
    admin,
    wsdl,
    call,
    completion,
):
    main.add_command(command)
