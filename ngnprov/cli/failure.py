# SPDX-License-Identifier: Apache-2.0
"""How a command fails: one sentence on stderr and an exit code, no traceback for what can be explained."""

from typing import IO, Any

import click

from ngnprov.cli.output import as_text
from ngnprov.db.failures import StorageFailure
from ngnprov.errors import Refusal
from ngnprov.serve.start import StartRefused
from ngnprov.settings import SettingsError


class Failure(click.ClickException):
    """Shown as ``ngnprov: sentence``; the exit code is 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence."""
        click.echo(f"ngnprov: {self.message}", err=True, file=file)


class CouldNotStart(Failure):
    """Settings, files or the database stand in the way; the exit code is 2."""

    exit_code = 2


class Commands(click.Group):
    """Turns the errors of the product's parts into a :class:`Failure`; lists commands as they were added."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(context)
        except (SettingsError, StartRefused) as error:
            raise CouldNotStart(str(error)) from error
        except StorageFailure as failure:
            raise CouldNotStart(failure.sentence) from failure
        except Refusal as error:
            raise Failure(as_text(error.sentence)) from error  # it may name what was typed

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return list(self.commands)
