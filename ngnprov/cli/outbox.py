# SPDX-License-Identifier: Apache-2.0
"""``ngnprov outbox``: what is to leave the house, and what does not."""

import json
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ngnprov import clock
from ngnprov.cli.failure import Failure
from ngnprov.cli.options import as_operator, existing_database, with_settings
from ngnprov.cli.output import as_text, counted
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.db.ledgers.outbox import Message


@click.group(short_help="List, retry or drop what is to be sent.")
def outbox() -> None:
    """Messages that are to leave the house, such as mail.

    A message waits for those before it of the same customer. One that could not be sent is tried again, later and later; when
    it has been tried often enough, or was refused for good, it is dead: it waits for `retry` or `drop`, and holds up no other.
    """


@outbox.command("list", short_help="List the messages that were not sent yet.")
@with_settings()
@click.option("--dead", is_flag=True, help="Only those that are tried no more.")
@click.option(
    "--customer", metavar="ID", type=click.IntRange(min=0), help="Only those of a customer; 0: of the operator."
)
@click.option("--content", "shows_content", is_flag=True, help="Show what is in them, too: it may be personal.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on each line.")
def list_(settings: Settings, dead: bool, customer: int | None, shows_content: bool, as_json: bool) -> None:
    """List the messages that were not sent yet, in the order in which they were written.

    A line has the number, the state and the kind of a message, the customer (0: the operator), when it was written, how often
    it was tried, when it is tried next, and why it was not sent. A terminal has a head above them. Times are UTC.

    \b
    Example:
      ngnprov outbox list --dead
    """
    from ngnprov.db.ledgers import outbox as ledger

    if sys.stdout.isatty() and not as_json:
        click.echo(_line({name: name for name in _WIDTHS}))
    with existing_database(settings) as database, database.reading() as unit:
        for batch in ledger.every(unit):
            for message in batch:
                if (dead and not message.is_dead) or customer not in (None, message.customer):
                    continue
                shown = _shown(message, shows_content)
                click.echo(json.dumps(shown) if as_json else _line(shown))


@outbox.command(short_help="Try messages at once.")
@with_settings()
@click.argument("ids", metavar="[ID]...", type=click.IntRange(min=1), nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All that are dead.")
def retry(settings: Settings, ids: tuple[int, ...], is_all: bool) -> None:
    """Have messages tried at once, dead or not, and as often as new ones."""
    from ngnprov.upkeep import outbox as upkeep

    if bool(ids) == is_all:
        raise Failure("give the numbers of messages, or --all")
    work = upkeep.retry_dead if is_all else partial(upkeep.retry, ids=ids)
    with as_operator(settings) as operator:
        click.echo(f"{counted(operator.run(upkeep.RETRY, work), 'message')} will be tried")


@outbox.command(short_help="Never send messages.")
@with_settings()
@click.argument("ids", metavar="ID...", type=click.IntRange(min=1), nargs=-1, required=True)
def drop(settings: Settings, ids: tuple[int, ...]) -> None:
    """Remove messages, which are never sent then."""
    from ngnprov.upkeep import outbox as upkeep

    with as_operator(settings) as operator:
        click.echo(f"{counted(operator.run(upkeep.DROP, partial(upkeep.drop, ids=ids)), 'message')} dropped")


def _shown(message: "Message", shows_content: bool) -> dict[str, Any]:
    from ngnprov.upkeep.outbox import state

    due = clock.text(datetime.fromtimestamp(message.due / 1000, UTC)) if message.due else message.at
    shown = {
        "id": message.id,
        "state": state(message),
        "kind": message.kind,
        "customer": message.customer,
        "written": clock.to_seconds(message.at),
        "attempts": message.attempts,
        "due": "" if message.is_dead else clock.to_seconds(due),
        "failure": message.failure,
    }
    return {**shown, "message": message.message, "content": message.content} if shows_content else shown


_WIDTHS = {"id": 7, "state": 7, "kind": 6, "customer": 8, "written": 19, "attempts": 8, "due": 19, "failure": 0}
_NUMBERS = frozenset({"id", "customer", "attempts"})


def _line(shown: dict[str, Any]) -> str:
    """Numbers are on the right, as in the journal."""
    cells = [
        f"{as_text(value):{'>' if name in _NUMBERS else '<'}{_WIDTHS.get(name, 0)}}" for name, value in shown.items()
    ]
    return "  ".join(cells).rstrip()
