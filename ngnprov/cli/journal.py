# SPDX-License-Identifier: Apache-2.0
"""``ngnprov journal``: who did what, who was denied what, and what is kept of it."""

import contextlib
import dataclasses
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ngnprov import clock
from ngnprov.cli.failure import Failure
from ngnprov.cli.moments import Moment
from ngnprov.cli.options import existing_database, with_settings
from ngnprov.cli.output import as_text
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.db.ledgers.entries import Entry
    from ngnprov.db.ledgers.pruning import Stretch

LOOK_SECONDS = 1.0
"""Seconds between two looks for new entries."""

_KINDS = ("change", "denied", "login", "pruned")
_WIDTHS = {"id": 7, "time (UTC)": 19, "who": 16, "from": 15, "operation": 20, "subject": 22, "what": 0}
"""The columns, and the least width of each where no terminal is; on a terminal they take what they need."""


@click.group(invoke_without_command=True, short_help="Show who did what, or prune what is old.")
@with_settings()
@click.option("--customer", metavar="ID", type=click.IntRange(min=1), help="By or about this customer or reseller.")
@click.option("--login", metavar="NAME", help="By this login.")
@click.option("--operation", metavar="NAME", help="Of this operation or command.")
@click.option(
    "--subject", metavar="TEXT", help='About this, e.g. "customer 7"; or about everything that begins with this word.'
)
@click.option("--kind", type=click.Choice(_KINDS), help="Changes, denied calls, failed logins, or prunings.")
@click.option("--since", metavar="MOMENT", type=Moment(), help="Not before: 2027-01-31, 2027-01-31 23:59, or 2h ago.")
@click.option("--until", metavar="MOMENT", type=Moment(), help="Before this moment.")
@click.option("--after", metavar="ENTRY", type=click.IntRange(min=0), help="After the entry with this number.")
@click.option(
    "-n",
    "--last",
    metavar="COUNT",
    type=click.IntRange(min=0),
    default=100,
    help="The newest COUNT entries; 0: all. [100]",
)
@click.option("-f", "--follow", is_flag=True, help="Keep showing new entries, until ^C.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on each line.")
@click.pass_context
def journal(
    context: click.Context, /, settings: Settings, last: int, follow: bool, as_json: bool, **wanted: Any
) -> None:
    """Show the journal: every change, every call that was denied, every login that failed; the newest is last.

    Entries that match all options are shown. Times are UTC, unless you give an offset. Secrets are never in the journal, and
    unknown login names appear as hashes, since people type passwords there.

    \b
    Examples:
      ngnprov journal --customer 7 --since 7d
      ngnprov journal --kind login --follow
      ngnprov journal --last 0 --json >journal.jsonl
    """
    if context.invoked_subcommand is not None:
        return
    from ngnprov.db.ledgers import entries

    chosen = entries.Wanted(**wanted)
    show = _show_json if as_json else _terminal() or _show_lines
    with existing_database(settings) as database, contextlib.suppress(KeyboardInterrupt):
        with database.reading() as unit:
            for batch in [entries.newest(unit, chosen, last)] if last else entries.every(unit, chosen):
                show(batch)
            follower = entries.Follower(unit, chosen) if follow else None
        while follower is not None:
            time.sleep(LOOK_SECONDS)
            with database.reading() as unit:
                fresh = follower.look(unit)
            show(fresh)


@journal.command(short_help="Remove old entries.")
@with_settings()
@click.option(
    "--before", metavar="MOMENT", type=Moment(), help="Remove what is older; without it, journal.keep_days says."
)
@click.option("--dry-run", is_flag=True, help="Remove nothing, and say what would go.")
def prune(settings: Settings, before: str | None, dry_run: bool) -> None:
    """Remove entries that are older than a moment, or than journal.keep_days days.

    They go from the beginning of the journal on, so that no gap is left, and for each stretch an entry says how many
    went and which. Servers may run meanwhile, and the command may be interrupted and run again.
    """
    from ngnprov.upkeep import pruning

    if before is None:
        if not settings.journal.keep_days:
            raise Failure("nothing says what is old: give --before, or set journal.keep_days")
        before = pruning.before_days(settings.journal.keep_days)
    if before > clock.now():
        raise Failure("--before must not lie in the future")
    with existing_database(settings) as database:
        foreseen = pruning.foresee(database, before)
        if foreseen is None:
            click.echo(f"no entry is older than {before[: clock.LENGTH_OF_SECONDS]}")
        elif dry_run:
            click.echo(f"would remove {_described(foreseen)}")
        else:
            for stretch in pruning.prune(database, before):
                click.echo(f"removed {_described(stretch)}")


def _described(stretch: "Stretch") -> str:
    since, until = (moment[: clock.LENGTH_OF_SECONDS] for moment in (stretch.since, stretch.until))
    return f"{stretch.size} entries, {stretch.first} to {stretch.last}, of {since} to {until}"


def _show_json(batch: "list[Entry]") -> None:
    for entry in batch:
        click.echo(json.dumps(dataclasses.asdict(entry)))


def _show_lines(batch: "list[Entry]") -> None:
    for entry in batch:
        click.echo(_line(_cells(entry)))


def _terminal() -> "Callable[[list[Entry]], None] | None":
    """What shows entries in the columns of a terminal; None when the output goes elsewhere."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        return None

    def show(batch: "list[Entry]") -> None:
        table = Table(box=None, pad_edge=False, show_header=not seen)
        for name in _WIDTHS:
            table.add_column(name, overflow="fold", no_wrap=name in ("id", "time (UTC)", "from", "operation"))
        for entry in batch:
            table.add_row(*map(Text, _cells(entry)), style="red" if entry.code else None)
        if batch or not seen:
            console.print(table)
        seen.append(len(batch))

    seen: list[int] = []
    return show


def _line(cells: list[str]) -> str:
    padded = [f"{cell:{width}}" for cell, width in zip(cells, _WIDTHS.values(), strict=True)]
    return "  ".join(padded).rstrip()


def _cells(entry: "Entry") -> list[str]:
    who = f"{entry.login} as {entry.entry}" if entry.behind else entry.login
    shown = (
        f"{entry.id:>{_WIDTHS['id']}}",
        entry.at[: clock.LENGTH_OF_SECONDS],
        who,
        entry.address or "-",
        entry.operation,
        entry.subject,
        _what(entry),
    )
    return [as_text(cell) for cell in shown]


def _what(entry: "Entry") -> str:
    before, after = entry.before or {}, entry.after or {}
    if entry.kind in ("denied", "login"):
        word = "denied" if entry.kind == "denied" else "login failed"
        return " ".join([word, str(entry.code), *_pairs(after)])
    if entry.before is not None and entry.after is not None:
        names = dict.fromkeys([*before, *after])
        return "changed " + ", ".join(f"{name} {_value(before, name)} -> {_value(after, name)}" for name in names)
    word = "removed" if entry.after is None else "made" if entry.kind == "change" else ""
    return " ".join([word, ", ".join(_pairs(after or before))]).strip()


def _pairs(values: dict[str, Any]) -> list[str]:
    return [f"{name}={_value(values, name)}" for name in values]


def _value(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return '""' if value in (None, "") else str(value)
