# SPDX-License-Identifier: Apache-2.0
"""``ngnprov journal``: who did what, who was denied what, and what is kept of it."""

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ngnprov import clock
from ngnprov.cli.entries import change_as_text, showing
from ngnprov.cli.failure import Failure
from ngnprov.cli.moments import Moment
from ngnprov.cli.options import as_operator, existing_database, with_settings
from ngnprov.cli.output import as_text, counted
from ngnprov.cli.progress import progress
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.db.engine import Database
    from ngnprov.db.ledgers.pruning import Stretch
    from ngnprov.upkeep.checkpoints import Checkpoint

LOOK_SECONDS = 1.0
"""Seconds between two looks for new entries."""

_KINDS = ("change", "denied", "login", "pruned")


@click.group(invoke_without_command=True, short_help="Show who did what, verify it, prune what is old.")
@with_settings()
@click.option("--customer", metavar="ID", type=click.IntRange(min=1), help="By or about this customer or reseller.")
@click.option("--login", metavar="NAME", help="By this login.")
@click.option("--operation", metavar="NAME", help="Of this operation or command.")
@click.option(
    "--subject", metavar="TEXT", help='About this, e.g. "customer 7"; or about everything that begins with this word.'
)
@click.option("--kind", type=click.Choice(_KINDS), help="Changes, denied calls, failed logins, or prunings.")
@click.option(
    "--since",
    metavar="MOMENT",
    type=Moment(),
    help="Not before: 2027-01-31, 2027-01-31 23:59, or 2h, which is two hours ago.",
)
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
@click.option(
    "--wide",
    is_flag=True,
    help="Show also for whom, the transaction, and the entry that was undone.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on each line, with everything.")
@click.pass_context
def journal(
    context: click.Context, /, settings: Settings, last: int, follow: bool, wide: bool, as_json: bool, **wanted: Any
) -> None:
    """Show the journal: every change, every call that was denied, every login that failed; the newest is last.

    Entries that match all options are shown. Times are UTC, unless you give an offset. Secrets are never in the journal, and
    unknown login names appear as hashes, since people type passwords there.

    \b
    Examples:
      ngnprov journal --customer 7 --since 7d
      ngnprov journal --kind login --follow
      ngnprov journal --last 20 --wide
      ngnprov journal --last 0 --json >journal.jsonl
    """
    if context.invoked_subcommand is not None:
        return
    from ngnprov.db.ledgers import entries

    chosen = entries.Wanted(**wanted)
    show = showing(as_json=as_json, wide=wide)
    with existing_database(settings) as database, contextlib.suppress(KeyboardInterrupt):
        with database.reading(any_text=True) as unit:
            for batch in [entries.newest(unit, chosen, last)] if last else entries.every(unit, chosen):
                show(batch)
            follower = entries.Follower(unit, chosen) if follow else None
        while follower is not None:
            time.sleep(LOOK_SECONDS)
            with database.reading(any_text=True) as unit:
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
            left = pruning.foresee(database, before)
            if left is not None and left.first <= foreseen.last:
                raise Failure(
                    f"entry {left.first} and what follows stay, as they are not sealed: somebody else is at it (try again), "
                    "or they were put there afterwards (`ngnprov journal verify` tells)"
                )


@journal.command(short_help="Check that nobody has changed it.")
@with_settings()
@click.option(
    "--checkpoint",
    "checkpoint_file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    help="Compare with what `ngnprov journal checkpoint` printed once; - reads standard input.",
)
@click.option("--seal", "seals", is_flag=True, help="First seal what is not sealed yet, as a running server does.")
def verify(settings: Settings, checkpoint_file: Path | None, seals: bool) -> None:
    """Recompute the chain of every reseller, and say what was edited, removed, inserted or reordered.

    Whoever can change the database could compute the chain anew, or cut its end: a checkpoint that is kept elsewhere shows
    that, too. The exit code is 1 when something was done. Entries of the last seconds are not sealed yet; the command says how
    many they are, and since when.

    \b
    Examples:
      ngnprov journal verify
      ngnprov journal verify --checkpoint /elsewhere/checkpoint.json
    """
    from ngnprov.upkeep.verifying import Verification

    known = None if checkpoint_file is None else _checkpoint_in(checkpoint_file)
    with existing_database(settings) as database:
        if seals:
            _seal(database)
        is_whole = True
        with database.reading(any_text=True) as unit, progress("verifying", prints=True):
            verification = Verification(unit, known)
            for damage in verification.damages():
                is_whole = False
                click.echo(as_text(damage.sentence))
            tail = verification.tail
    told = f"{_entries(verification.entries)} in {counted(verification.streams, 'stream')}"
    unsealed = "all sealed"
    if tail.since is not None:
        unsealed = f"{tail.size} more not sealed yet, the oldest of {as_text(tail.since[: clock.LENGTH_OF_SECONDS])}"
    click.echo(f"{'nothing is wrong' if is_whole else 'the journal was damaged'}: {told}, {unsealed}")
    sys.exit(0 if is_whole else 1)


@journal.command(short_help="Print how far it is, to be kept elsewhere.")
@with_settings()
def checkpoint(settings: Settings) -> None:
    """Seal what is not sealed yet, and print the last link of each chain, as JSON.

    Keep it where nobody who can change the database gets at it: `ngnprov journal verify --checkpoint` then finds also what was
    cut from the end, or computed anew. It holds no names and no secrets.

    \b
    Example:
      ngnprov journal checkpoint >checkpoint.json
    """
    from ngnprov.upkeep import checkpoints

    with existing_database(settings) as database:
        _seal(database)
        with database.reading(any_text=True) as unit:
            try:
                taken = checkpoints.take(unit)
            except checkpoints.NoCheckpointError as error:
                raise Failure(str(error)) from None
    click.echo(checkpoints.to_text(taken))


def _seal(database: "Database") -> None:
    from ngnprov.upkeep.chain import seal

    with progress("sealing", unit="entries") as shown:
        for sealed in seal(database):
            shown.advance(sealed)


def _checkpoint_in(file: Path) -> "Checkpoint":
    from ngnprov.upkeep.checkpoints import NoCheckpointError, from_text

    with click.open_file(str(file), "rb") as opened:
        content = opened.read()
    try:
        return from_text(content)
    except NoCheckpointError as error:
        raise Failure(f"{file} is no checkpoint: {error}") from None


@journal.command(short_help="Undo a change.")
@with_settings()
@click.option("--dry-run", is_flag=True, help="Change nothing, and say what would be changed.")
@click.argument("name", metavar="ENTRY|TRANSACTION")
def revert(settings: Settings, dry_run: bool, name: str) -> None:
    """Undo the change that an entry tells of, or all changes of a transaction, the last one first.

    `ngnprov journal --wide` shows the numbers of entries, and the transaction of each: all that one call changed. A program is
    told the transaction by the header reply; it is not the id that a call was given to be made once only. The former
    state comes back through the ordinary operations, with their limits; what is made again may get a new number. When
    something stands against it, such as a later change of the same member, nothing is changed, and the reason is told (920).
    Changes can be undone for journal.undo_days days, an undo, too.
    """
    from ngnprov.calls.operation import Task
    from ngnprov.calls.request import RequestHeader
    from ngnprov.calls.reverting import chosen
    from ngnprov.calls.reverting import revert as run
    from ngnprov.errors import Refusal

    with as_operator(settings) as operator:
        try:
            changes = operator.run(
                Task(name="journal revert"),
                lambda call: run(call, chosen(call, name)),
                RequestHeader(dry_run=dry_run),
            )
        except Refusal as refusal:
            raise Failure(refusal.sentence) from refusal
    for change in changes:
        done, members = change_as_text(change.before, change.after)
        what = f"{change.subject} would be {done}" if dry_run else f"{done} {change.subject}"
        click.echo(as_text(f"{what}: {members}"))


def _described(stretch: "Stretch") -> str:
    since, until = (moment[: clock.LENGTH_OF_SECONDS] for moment in (stretch.since, stretch.until))
    return f"{_entries(stretch.size)}, {stretch.first} to {stretch.last}, of {since} to {until}"


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"
