# SPDX-License-Identifier: Apache-2.0
"""``ngnprov orders``: licences ordered for a customer, quoted first."""

from typing import Any

import click

from ngnprov.cli.documents import json_option, show_json, takes_document
from ngnprov.cli.failure import Failure
from ngnprov.cli.options import MAX_ID, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.port_calls import PortCalls
from ngnprov.settings import Settings

_ORDER = PortCalls("order")
_SHOWN = ("id", "kind", "state", "effective", "date", "monthly", "createdBy", "reason")


@click.group(short_help="Order licences for customers.")
def orders() -> None:
    """Orders of licences of users and devices, which are quoted before they are placed."""


@orders.command("list", short_help="List the orders of a customer.")
@with_settings()
@click.option("--of", "customer", metavar="ID", type=click.IntRange(1, MAX_ID), required=True, help="The customer.")
@json_option
def list_(settings: Settings, customer: int, as_json: bool) -> None:
    """List the orders of a customer, the latest first."""
    found = _ORDER.document(settings, "getOrders", {"filter": {"customer": customer}})["orders"]
    if as_json:
        show_json(found)
    elif found:
        click.echo(as_text([{name: each.get(name, "") for name in _SHOWN} for each in found]))


@orders.command(short_help="Say what an order would cost.")
@with_settings()
@takes_document
@json_option
def quote(settings: Settings, given: Any, dry_run: bool, as_json: bool) -> None:  # noqa: ARG001  it changes nothing
    """Say what the order in a document would cost, now and each month, what has to be known of it, and which limits it meets.

    \b
    Example:
      {"customer": 2, "kind": "add", "effective": "now",
       "lines": [{"product": "SEAT", "quantity": 1, "extraDevices": 1}]}
    """
    found = _ORDER.document(settings, "quoteOrder", given)
    if as_json:
        show_json(found)
    else:
        _tell(found)


@orders.command(short_help="Place an order.")
@with_settings()
@takes_document
@click.option(
    "--accept-terms",
    "terms",
    metavar="VERSION",
    type=click.IntRange(0, MAX_ID),
    required=True,
    help="The version of the terms that the customer accepts, as `quote` tells it; 0 where there are none.",
)
@json_option
def place(settings: Settings, given: Any, dry_run: bool, terms: int, as_json: bool) -> None:
    """Place the order in a document, exactly as it is quoted at this moment. With --dry-run it is quoted and not placed."""
    quoted = _ORDER.document(settings, "quoteOrder", given)
    if terms != quoted["termsVersion"]:
        raise Failure(f"the present terms are version {quoted['termsVersion']}: --accept-terms must name them")
    if dry_run:
        _tell(quoted)
        return
    draft = _ORDER.call(settings, "addOrder", given)
    try:
        done = _ORDER.document(settings, "submitOrder", draft.id, terms, True, quoted["quoteDigest"])
    except BaseException:
        _ORDER.call(settings, "cancelOrder", draft.id)
        raise
    if as_json:
        show_json(done)
    else:
        click.echo(as_text({name: done[name] for name in _SHOWN if done[name] != ""}))


def _tell(quoted: Any) -> None:
    click.echo(as_text(quoted["lines"]))
    click.echo(f"together {quoted['now']:.2f} {quoted['currency']} now, {quoted['monthly']:.2f} a month")
    click.echo(f"terms {quoted['termsVersion']}, on {quoted['date']}")
    for warning in quoted["warnings"]:
        click.echo(f"note: {warning}")
    for limit in quoted["limits"]:
        if limit["bites"]:
            click.echo(f"note: {limit['kind']}: {limit['left']} left of {limit['limit']}, {limit['wanted']} wanted")


COMMANDS = (orders,)
