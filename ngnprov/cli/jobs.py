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
    """What is carried out on its day, such as scheduled orders (run), and jobs that bring in files (all others).

    A running server does both by itself. `jobs run` is for servers that do not run all day; with --dry-run it tells what is
    due.
    """


@jobs.command("run", short_help="Carry out what is dated.")
@with_settings()
@click.option(
    *("--at", "moment"),
    type=Moment(may_come=True),
    metavar="TIME",
    help="What is due by then, 2027-01-31 for instance, is carried out now: of all customers, and for good.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
def run(settings: Settings, moment: str | None, dry_run: bool) -> None:
    """Carry out what is due today or was before: ends of subscriptions, scheduled orders, of all customers. And ask the
    platforms of connections that are due now.

    Each is done once, however often this runs, also beside a server. What cannot be done yet waits, is named, and makes the
    exit code 1. Days begin at 00:00 UTC. With --dry-run no platform is asked.

    \b
    Examples:
      ngnprov jobs run
      ngnprov jobs run --at 2027-01-31 --dry-run
    """
    from ngnprov.upkeep import dated

    day = clock.to_day(moment or clock.now())
    with as_operator(settings) as operator:
        outcomes = list(dated.carry_out(operator, day, lambda: True, is_dry_run=dry_run))
        if not dry_run:
            dated.do_at_once(operator.runner)
    for outcome in outcomes:
        click.echo(_told(outcome))
    waiting = sum(outcome.refusal is not None for outcome in outcomes)
    done = "would be done" if dry_run else "done"
    click.echo(f"{counted(len(outcomes) - waiting, 'job')} {done}, {waiting} waiting", err=True)
    if waiting:
        raise click.exceptions.Exit(1)


def _told(outcome: "Outcome") -> str:
    if outcome.refusal is None:
        return outcome.told
    return f"{outcome.refusal.sentence} ({outcome.refusal.code})"
