# SPDX-License-Identifier: Apache-2.0
"""``ngnprov tenant``: customers with all that a provider sells them."""

from typing import Any

import click

from ngnprov.cli.documents import json_option, show_json, takes_document
from ngnprov.cli.intake import acting_for
from ngnprov.cli.options import MAX_ID, with_settings
from ngnprov.settings import Settings


@click.group(short_help="Make customers with all that belongs to them.")
def tenant() -> None:
    """Tenants: customers with profile, contact and billing profile."""


@tenant.command(short_help="Make a customer from a JSON document.")
@with_settings()
@takes_document
@click.option(
    "--customer",
    metavar="ID",
    type=click.IntRange(0, MAX_ID),
    default=0,
    help="Act for this reseller, with its rights; without it the document names it in account.reseller.",
)
@json_option
def add(settings: Settings, given: Any, dry_run: bool, customer: int, as_json: bool) -> None:
    """Make a customer with all that belongs to it, or nothing: what TenantPort.addTenant makes of the same members.

    The document holds a password: protect it.

    \b
    Example:
      {
        "account": {"username": "acme", "password": "s3cret", "reseller": 1, "country": "AT"},
        "profile": {"name": "Acme Ltd", "kind": "pbxaccount", "maxSubscribers": 40},
        "contact": {"email": "office@acme.example"},
        "billingProfile": {"handle": "monthly", "name": "Monthly", "currency": "EUR"}
      }

    What is there already is named by its number: "contactId": 3, "billingProfileId": 1.
    """
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.calls.request import NO_HEADER, RequestHeader
    from ngnprov.intake.documents import read, written
    from ngnprov.ports.tenant.permissions import CREATE
    from ngnprov.ports.tenant.tenants import service
    from ngnprov.ports.tenant.tenants.types import AddedTenant, Tenant

    wanted = read(Tenant, given, "tenant")
    header = RequestHeader(dry_run=True) if dry_run else NO_HEADER
    with acting_for(settings, customer) as operator:
        task = Task(name="tenant add", policy=Policy(CREATE))
        made = operator.run(task, lambda call: service.add_tenant(call, wanted), header)
    added = written(AddedTenant, made)
    account, contact = added["customer"], added["contact"]
    if dry_run:
        click.echo(f"would add {account['username']}")
    elif as_json:
        show_json(added)
    else:
        click.echo(f"added customer {account['id']}, {account['username']}, with contact {contact['id']}")


COMMANDS = (tenant,)
