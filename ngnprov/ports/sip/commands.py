# SPDX-License-Identifier: Apache-2.0
"""``ngnprov vouchers``: prepaid cards, which accounts redeem over the wire."""

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from ngnprov.cli.arguments import Group
from ngnprov.cli.options import as_operator, with_settings
from ngnprov.cli.output import csv_cell
from ngnprov.cli.progress import progress
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.calls.call import Call
    from ngnprov.ports.sip.vouchers.batches import Voucher

_COLUMNS = ("id", "number", "value", "reseller", "batch", "state", "created", "redeemed", "redeemed_by")


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError from None


_csv_option = click.option("--csv", "as_csv", is_flag=True, help="Print CSV with all columns.")
_batch_option = click.option("--batch", metavar="TEXT", help="Only those of this batch.")


@click.group(cls=Group, short_help="Generate, list, block or unblock vouchers.")
def vouchers() -> None:
    """Vouchers: credit that a prepaid account redeems once, by id and number.

    Whoever knows the id and number of an unused voucher has its credit: protect what these commands print.
    """


@vouchers.command(short_help="Make vouchers.")
@with_settings()
@click.option("--reseller", metavar="ID", type=int, default=0, help="Only accounts of this reseller may redeem them.")
@click.option("--batch", metavar="TEXT", default="", help="A name by which to list and block them together.")
@_csv_option
@click.argument("count", type=int)
@click.argument("value", type=_amount, metavar="VALUE")
def generate(settings: Settings, reseller: int, batch: str, as_csv: bool, count: int, value: Decimal) -> None:
    """Make COUNT vouchers worth VALUE each, and print the id and number of each.

    A number has 20 random digits. Programs that open the CSV file must read it as text, not as a number.
    """
    from ngnprov.ports.sip.vouchers import batches

    with as_operator(settings) as operator, progress("making vouchers"):
        made = operator.run(batches.GENERATE, lambda call: batches.generate(call, count, value, reseller, batch))
    if as_csv:
        _print_csv([made])
    else:
        click.echo("\n".join(f"{voucher.id}  {voucher.number}" for voucher in made))


@vouchers.command("list", short_help="List vouchers.")
@with_settings()
@_batch_option
@click.option("--unused", is_flag=True, help="Leave out those that have been redeemed.")
@_csv_option
def list_(settings: Settings, batch: str | None, unused: bool, as_csv: bool) -> None:
    """List vouchers and their state."""
    from ngnprov.ports.sip.vouchers import batches

    def show(call: "Call") -> None:
        found = batches.find(call, batch, only_good=unused)
        if as_csv:
            _print_csv(found)
        else:
            _print_table(found)

    with as_operator(settings) as operator:
        operator.run(batches.LIST, show)


def _about_some(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the settings, and the vouchers that it is about: their IDs, or the batch."""
    return with_settings()(_batch_option(click.argument("ids", type=int, nargs=-1, metavar="[ID]...")(function)))


@vouchers.command(short_help="Block vouchers.")
@_about_some
def block(settings: Settings, batch: str | None, ids: tuple[int, ...]) -> None:
    """Block the vouchers with these IDs, or those of a batch: nobody redeems them until they are unblocked."""
    click.echo(f"blocked {_set_blocked(settings, batch, ids, True)}")


@vouchers.command(short_help="Unblock vouchers.")
@_about_some
def unblock(settings: Settings, batch: str | None, ids: tuple[int, ...]) -> None:
    """Unblock the vouchers with these IDs, or those of a batch."""
    click.echo(f"unblocked {_set_blocked(settings, batch, ids, False)}")


def _set_blocked(settings: Settings, batch: str | None, ids: Sequence[int], blocked: bool) -> int:
    """How many were not so before."""
    from ngnprov.ports.sip.vouchers import batches

    if (batch is None) == (not ids):
        raise click.UsageError("name either vouchers by ID or a batch")
    task = batches.BLOCK if blocked else batches.UNBLOCK
    with as_operator(settings) as operator:
        if batch is None:
            return operator.run(task, lambda call: batches.set_blocked(call, ids, blocked))
        return operator.run(task, lambda call: batches.set_batch_blocked(call, batch, blocked))


def _print_csv(pieces: "Iterable[list[Voucher]]") -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for piece in pieces:
        writer.writerows(map(_cells, piece))


def _cells(voucher: "Voucher") -> tuple[object, ...]:
    whose = (voucher.reseller, csv_cell(voucher.batch), voucher.state)
    fate = (voucher.created, voucher.redeemed, csv_cell(voucher.redeemed_by))
    return (voucher.id, voucher.number, f"{voucher.value:f}", *whose, *fate)


def _print_table(pieces: "Iterable[list[Voucher]]") -> None:
    click.echo(f"{'id':>8}  {'number':20}  {'value':>10}  {'reseller':>8}  {'state':8}  batch")
    for piece in pieces:
        click.echo("\n".join(map(_line, piece)))


def _line(voucher: "Voucher") -> str:
    whose = voucher.reseller or "any"
    fate = f"  {voucher.redeemed} by {voucher.redeemed_by}" if voucher.redeemed else ""
    head = f"{voucher.id:>8}  {voucher.number:20}  {voucher.value:>10f}  {whose:>8}  {voucher.state:8}"
    return f"{head}  {voucher.batch}{fate}".rstrip()


COMMANDS = (vouchers,)
