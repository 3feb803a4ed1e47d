# SPDX-License-Identifier: Apache-2.0
"""``ngnprov agreement``: which products a customer may use, and how many of each; ``ngnprov extensions``: users in files."""

from typing import TYPE_CHECKING, Any

import click

from ngnprov.cli.documents import json_option, show_json, takes_document
from ngnprov.cli.intake import CsvFile, brings_in_csv, write_out
from ngnprov.cli.options import MAX_ID, as_operator, with_settings
from ngnprov.cli.output import as_text, counted
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.ports.pbx.agreements.wire import AgreementItemAnswer

_customer_argument = click.argument("customer", type=click.IntRange(1, MAX_ID))


@click.group(short_help="Show and set which products customers may use.")
def agreement() -> None:
    """Agreements: the products that a customer, or all customers of a reseller together, may use, and how many of each."""


@agreement.command("show", short_help="Show the agreement of a customer.")
@with_settings()
@json_option
@_customer_argument
def show_(settings: Settings, as_json: bool, customer: int) -> None:
    """Show which products the customer or reseller with the id CUSTOMER may use, and how many are used.

    With --json it is a document that `ngnprov agreement set` takes. A quantity of 0 is any number.
    """
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.pbx.agreements import service
    from ngnprov.ports.pbx.permissions import READ_AGREEMENT

    task = Task(name="agreement show", policy=Policy(READ_AGREEMENT), writes=False)
    with as_operator(settings) as operator:
        items = operator.run(task, lambda call: service.get_agreement(call, customer))
    _print(items, as_json=as_json)


@agreement.command("set", short_help="Set the agreement of a customer.")
@with_settings()
@takes_document
@click.option("--allow-below-use", is_flag=True, help="Let a quantity be lower than what is used.")
@json_option
@_customer_argument
def set_(settings: Settings, given: Any, dry_run: bool, allow_below_use: bool, as_json: bool, customer: int) -> None:
    """Let the customer or reseller with the id CUSTOMER use the products of a document and no others, and show its agreement.

    It is all or nothing. Products that the document does not have are taken away, if nobody holds them.

    \b
    Example:
      [
        {"product": "CLOUD-PBX", "quantity": 20, "endUserName": "Telephone"},
        {"product": "RECORDING", "quantity": 0, "activation": "checked"}
      ]
    """
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.calls.request import NO_HEADER, RequestHeader
    from ngnprov.intake.documents import read
    from ngnprov.ports.pbx.agreements import service
    from ngnprov.ports.pbx.agreements.types import AgreementItem
    from ngnprov.ports.pbx.permissions import WRITE_AGREEMENT
    from ngnprov.soap.types import ListOf

    wanted = read(ListOf(AgreementItem), given, "items")
    header = RequestHeader(dry_run=True) if dry_run else NO_HEADER
    task = Task(name="agreement set", policy=Policy(WRITE_AGREEMENT))
    with as_operator(settings) as operator:
        items = operator.run(task, lambda call: service.set_agreement(call, customer, wanted, allow_below_use), header)
    _print(items, as_json=as_json)


def _print(items: "list[AgreementItemAnswer]", *, as_json: bool) -> None:
    from ngnprov.intake.documents import written
    from ngnprov.ports.pbx.agreements.types import AgreementItem
    from ngnprov.soap.types import ListOf

    if as_json:
        show_json(written(ListOf(AgreementItem), items))
    elif items:
        click.echo(as_text([_row(item) for item in items]))


def _row(item: "AgreementItemAnswer") -> dict[str, Any]:
    """What a person wants to know of an item."""
    quantity = "any" if item.unlimited else item.quantity
    return {
        **{"product": item.product, "name": item.name, "quantity": quantity, "used": item.used},
        "activation": item.activation,
    }


@click.group(short_help="Import and export users of a PBX.")
def extensions() -> None:
    """Users of customers with a PBX."""


@extensions.command("import", short_help="Add users from a CSV file.")
@with_settings()
@click.option(
    "--of", "owner", metavar="ID", type=click.IntRange(1, MAX_ID), required=True, help="The customer whose they are."
)
@brings_in_csv
def import_(given: CsvFile, owner: int) -> None:
    """Add the users in FILE to the PBX of a customer. The first line names its columns, in any order:

    \b
      number          as they are dialled inside; empty: the lowest that is free
      name            the only required column
      displayname     empty: the name
      sipusername     empty: the account id
      sippassword     empty: one that nobody knows
      webusername, webpassword, email, timezone
      mainproduct     empty: the only one of the agreement
      addons          with blanks between; callplan
      localprefix, callerid, recordoutbound (true or false), recordemail, recordsubject
      groups          with blanks between, by number; they must be there

    \b
    Example:
      number,name,email,addons
      101,Reception,office@example.com,RECORDING
      102,Workshop,,

    Rules, limits and journal entries are those of PbxPort.addExtension.
    """
    from ngnprov.ports.pbx.extensions import files

    given.add(lambda: files.form(owner), lambda report: counted(report.added, "user"))


@extensions.command("export", short_help="Write users as a CSV file.")
@with_settings()
@click.option(
    "--of", "owner", metavar="ID", type=click.IntRange(1, MAX_ID), required=True, help="The customer whose they are."
)
def export(settings: Settings, owner: int) -> None:
    """Write the users of a customer's PBX to standard output, as `ngnprov extensions import` reads them.

    Passwords, and user names for the web, which need one, are left out, and so are numbers beside the derived one: who imports
    the file gives his own. Groups are named, and are not in the file themselves: make them before you import it elsewhere, or
    leave out the column.

    \b
    Example:
      ngnprov extensions export --of 2 >users.csv
    """
    from ngnprov.ports.pbx.extensions import files

    write_out(settings, files.FILE, lambda call: files.rows(call, owner), files.SECRET)


COMMANDS = (agreement, extensions)
