# SPDX-License-Identifier: Apache-2.0
"""``ngnprov widgets``."""

import click

from ngnprov.cli.options import as_operator, with_settings
from ngnprov.settings import Settings


@click.group(short_help="Count widgets.")
def widgets() -> None:
    """Things that customers have."""


@widgets.command(short_help="Count them.")
@with_settings()
@click.argument("customer", type=int)
def count(settings: Settings, customer: int) -> None:
    """Count those of CUSTOMER."""
    from ngnprov.calls.operation import Task

    from . import service

    with as_operator(settings) as operator:
        task = Task(name="widgets count", writes=False)
        click.echo(operator.run(task, lambda call: service.in_use(call.unit, customer)["widgets"]))


COMMANDS = (widgets,)
