# SPDX-License-Identifier: Apache-2.0
"""``ngnprov jobs``: what is carried out on its day; ports add the jobs of their own."""

from typing import TYPE_CHECKING

import click

from ngnprov import clock
from ngnprov.cli.moments import Moment
from ngnprov.cli.options import as_operator, with_settings
from ngnprov.cli.output import counted
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.upkeep.dated import Outcome


@click.group(short_help="Carry out what is dated; show, cancel and resume imports.")
def jobs() -> None:
    """What is carried out on its day, such as scheduled orders, and jobs that bring in files.

    A running server does both by itself. `jobs run` is for servers that do not run all day, and to look ahead.
    """


@jobs.command("run", short_help="Carry out what is dated.")
@with_settings()
@click.option(
    "--at", "moment", type=Moment(), metavar="TIME", help="As if it were this time; the present one otherwise."
)
def run(settings: Settings, moment: str | None) -> None:
    """Carry out what is due today or was before: scheduled orders, and ends of subscriptions.

    Each is done once, however often this runs, also beside a server. What cannot be done yet waits, is named, and makes the
    exit code 1.

    \b
    Example:
      ngnprov jobs run
    """
    from ngnprov.upkeep import dated

    day = (moment or clock.now())[: clock.LENGTH_OF_DAY]
    with as_operator(settings) as operator:
        outcomes = list(dated.carry_out(operator, day, lambda: True))
    for outcome in outcomes:
        click.echo(_told(outcome))
    waiting = sum(outcome.refusal is not None for outcome in outcomes)
    click.echo(f"{counted(len(outcomes) - waiting, 'job')} done, {waiting} waiting", err=True)
    if waiting:
        raise click.exceptions.Exit(1)


def _told(outcome: "Outcome") -> str:
    if outcome.refusal is None:
        return outcome.told
    return f"{outcome.name} {outcome.number} has to wait: {outcome.refusal.sentence} ({outcome.refusal.code})"
