# SPDX-License-Identifier: Apache-2.0
"""``ngnprov hooks`` and ``ngnprov events``."""

import json
from typing import Any

import click

from ngnprov.cli.options import MAX_ID, as_operator, with_settings
from ngnprov.cli.output import as_text
from ngnprov.settings import Settings

_hook_argument = click.argument("hook", type=click.IntRange(1, MAX_ID))


@click.group(short_help="List hooks and their deliveries; send again.")
def hooks() -> None:
    """Addresses to which events are sent (EventPort)."""


@hooks.command("list", short_help="List hooks.")
@with_settings()
@click.option(
    "--customer", metavar="ID", type=click.IntRange(1, MAX_ID), help="Only those of this customer or reseller."
)
def list_(settings: Settings, customer: int | None) -> None:
    """List all hooks: whose, where to, of which events, how often they failed since they were last answered, and why they
    were switched off.

    \b
    Example:
      ngnprov hooks list
    """
    from ngnprov.ports.event import service

    page = _read(settings, "hooks list", lambda call: service.get_hooks(call, {"filter": {"customer": customer or 0}}))
    _table(
        {
            "id": each.id,
            "customer": each.customer,
            "enabled": each.enabled,
            "failures": each.failures,
            "url": each.url,
            "events": " ".join(each.events),
            "reason": each.reason,
        }
        for each in page.rows
    )


@hooks.command(short_help="List what was sent, or is to be.")
@with_settings()
@click.option("--hook", metavar="ID", type=click.IntRange(1, MAX_ID), help="Only those to this hook.")
@click.option("--state", type=click.Choice(["pending", "delivered", "dead"]), help="Only those in this state.")
@click.option("--most", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many are listed.")
def deliveries(settings: Settings, hook: int | None, state: str | None, most: int) -> None:
    """List deliveries, the newest first.

    \b
    Example:
      ngnprov hooks deliveries --state dead
    """
    from ngnprov.ports.event import service

    asked: Any = {"filter": {"hook": hook or 0, **({"state": state} if state else {})}, "range": {"count": most}}
    page = _read(settings, "hooks deliveries", lambda call: service.get_deliveries(call, asked))
    _table(
        {
            "id": each.id,
            "hook": each.hook,
            "event": each.event,
            "type": each.type,
            "state": each.state,
            "attempts": each.attempts,
            "due": each.due,
            "failure": each.failure,
        }
        for each in page.rows
    )


@hooks.command(short_help="Send events again.")
@with_settings()
@_hook_argument
@click.option(
    "--from", "from_", metavar="POSITION", type=click.IntRange(0), required=True, help="Those after this one."
)
def replay(settings: Settings, hook: int, from_: int) -> None:
    """Send to a hook again what has happened after a position, which `ngnprov events` shows.

    \b
    Example:
      ngnprov hooks replay 7 --from 4711
    """
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.event import service
    from ngnprov.ports.event.permissions import WRITE_HOOKS

    task = Task(name="hooks replay", policy=Policy(WRITE_HOOKS))
    with as_operator(settings) as operator:
        made = operator.run(task, lambda call: service.replay(call, hook, from_))
    rest = f"; others come after {made.position}" if made.more else ""
    click.echo(f"{made.deliveries} will be sent again{rest}")


@click.command(short_help="Print what has happened.")
@with_settings()
@click.option("--since", metavar="POSITION", type=click.IntRange(0), default=0, help="Only what came after this one.")
@click.option("--type", "types", metavar="TYPE", multiple=True, help="Only these, such as customer.created or order.*.")
@click.option("--most", type=click.IntRange(1, 1000), default=100, show_default=True, help="How many are printed.")
def events(settings: Settings, since: int, types: tuple[str, ...], most: int) -> None:
    """Print events that are settled, in their order, one JSON object on each line.

    \b
    Example:
      ngnprov events --type 'customer.*' --most 20
    """
    from ngnprov.ports.event import service

    told = _read(settings, "events", lambda call: service.get_events(call, since, most, list(types)))
    for each in told.events:
        click.echo(json.dumps({**each._asdict(), "data": json.loads(each.data)}, ensure_ascii=False))


def _read(settings: Settings, name: str, work: Any) -> Any:
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.event.permissions import READ_HOOKS

    task = Task(name=name, policy=Policy(READ_HOOKS), writes=False)
    with as_operator(settings) as operator:
        return operator.run(task, work)


def _table(rows: Any) -> None:
    found = list(rows)
    if found:
        click.echo(as_text(found))


COMMANDS = (hooks, events)
