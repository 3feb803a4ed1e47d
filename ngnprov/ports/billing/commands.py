# SPDX-License-Identifier: Apache-2.0
"""``ngnprov invoices``: months invoiced, invoices shown, and written out for other programs."""

import base64
from pathlib import Path
from typing import Any

import click

from ngnprov.cli.documents import json_option, show_json
from ngnprov.cli.options import MAX_ID, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.port_calls import PortCalls
from ngnprov.settings import Settings

_BILLING = PortCalls("billing")
_SHOWN = ("number", "type", "customer", "customerName", "period", "date", "currency", "net", "tax", "total")
_LINE = ("place", "name", "quantity", "fromDate", "toDate", "unitPrice", "amount", "tags")
_DATA = ("csv", "spreadsheet", "json", "xml", "bookings")
_FILES = ("pdf", "cii", "ubl", "facturx")
_month = click.option("--month", metavar="YYYY-MM", required=True, help="The month.")
_reseller = click.option(
    "--reseller", metavar="ID", type=click.IntRange(1, MAX_ID), required=True, help="The reseller who sells."
)


@click.group(short_help="Invoice customers, and write invoices out.")
def invoices() -> None:
    """Invoices of resellers to their customers."""


@invoices.command(short_help="Invoice a month of a reseller.")
@with_settings()
@_reseller
@_month
@click.option("--dry-run", is_flag=True, help="Show what would be invoiced, and change nothing.")
@json_option
def run(settings: Settings, reseller: int, month: str, dry_run: bool, as_json: bool) -> None:
    """Invoice a month to all customers of a reseller, once and for all: what is wrong is taken back by credit notes only."""
    if dry_run:
        found = _BILLING.call(settings, "previewInvoice", reseller, None, month, None)
    else:
        found = _BILLING.call(settings, "generateInvoices", reseller, month)
    _list(_documents(found), as_json)


@invoices.command(short_help="Show invoices.")
@with_settings()
@click.option("--number", metavar="NUMBER", default="", help="One invoice, with its lines.")
@click.option(
    "--of", "customer", metavar="ID", type=click.IntRange(1, MAX_ID), default=None, help="Those of a customer."
)
@click.option("--month", metavar="YYYY-MM", default="", help="Those of a month.")
@json_option
def show(settings: Settings, number: str, customer: int | None, month: str, as_json: bool) -> None:
    """Show the invoices that match, the latest first."""
    filter = {"number": number, "period": month, **({"customer": customer} if customer else {})}
    found = _BILLING.document(settings, "getInvoices", {"filter": filter})["invoices"]
    _list(found, as_json)
    if number and not as_json:
        for invoice in found:
            click.echo(as_text([{name: _cell(line[name]) for name in _LINE} for line in invoice["lines"]]))


@invoices.command(short_help="Write the invoices of a month, or one, to standard output or a file.")
@with_settings()
@click.option("--number", metavar="NUMBER", default="", help="The invoice, for pdf, cii, ubl and facturx.")
@click.option(
    "--reseller", metavar="ID", type=click.IntRange(1, MAX_ID), default=None, help="The reseller, for the others."
)
@click.option("--month", metavar="YYYY-MM", default="", help="The month, for the others.")
@click.option("--format", "format", type=click.Choice([*_DATA, *_FILES]), required=True, help="What is written.")
@click.option("--legacy", is_flag=True, help="The layout of older CSV files.")
@click.option(
    "--to",
    "place",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="A file that is written; standard output otherwise.",
)
def export(
    settings: Settings,
    number: str,
    reseller: int | None,
    month: str,
    format: str,
    legacy: bool,
    place: Path | None,
) -> None:
    """Write what a reseller has invoiced for a month as csv, spreadsheet, json, xml or bookings; or one invoice as pdf, cii,
    ubl or facturx, which need the extra einvoice."""
    if format in _FILES:
        if not number:
            raise click.UsageError(f"--format {format} needs --number")
        content = base64.b64decode(_BILLING.call(settings, "makeInvoiceFile", number, format).content)
    else:
        if not reseller or not month:
            raise click.UsageError(f"--format {format} needs --reseller and --month")
        layout = "legacy" if legacy else ""
        text: str = _BILLING.call(settings, "getBillingData", reseller, None, month, format, layout)
        content = text.encode()
    if place is None:
        click.echo(content, nl=False)
    else:
        place.write_bytes(content)


@invoices.command(short_help="Write direct debits for the bank.")
@with_settings()
@_reseller
@_month
@click.option("--on", "day", metavar="YYYY-MM-DD", required=True, help="The day on which is collected, a TARGET day.")
@click.option(
    "--to",
    "place",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file that is written, for the bank (pain.008).",
)
def debits(settings: Settings, reseller: int, month: str, day: str, place: Path) -> None:
    """Write a file by which what was invoiced for a month is collected, by the mandates of customers, each invoice once. The
    invoices that are not in it are told with the reason. Asked again for the same day it writes the same file."""
    found = _BILLING.document(settings, "exportDebits", reseller, month, day)
    place.write_bytes(base64.b64decode(found["content"]))
    click.echo(f"{found['collections']} collections of {found['total']:.2f} EUR together")
    for each in found["skipped"]:
        click.echo(f"note: {each['invoice']}: {each['reason']}")


def _documents(found: Any) -> Any:
    from ngnprov.intake.documents import written
    from ngnprov.ports.billing.invoices.types import Invoice
    from ngnprov.soap.types import ListOf

    return written(ListOf(Invoice), found)


def _list(found: Any, as_json: bool) -> None:
    if as_json:
        show_json(found)
    elif found:
        click.echo(as_text([{name: _cell(each.get(name, "")) for name in _SHOWN} for each in found]))


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


COMMANDS = (invoices,)
