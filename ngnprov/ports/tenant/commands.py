# SPDX-License-Identifier: Apache-2.0
"""``ngnprov tenant``: customers with all that a provider sells them; ``ngnprov users``: who logs in for them."""

from typing import Any

import click

from ngnprov.cli.documents import json_option, show_json, takes_document
from ngnprov.cli.intake import acting_for
from ngnprov.cli.options import MAX_ID, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.port_calls import PortCalls
from ngnprov.settings import Settings

_TENANT = PortCalls("tenant")
_SHOWN = ("id", "customer", "email", "name", "state", "lastLogin")
_customer = click.argument("customer", metavar="ID", type=click.IntRange(1, MAX_ID))
_reason = click.option("--reason", metavar="TEXT", default="", help="Why, for whoever looks later.")
_user = click.argument("user", metavar="ID", type=click.IntRange(1, MAX_ID))


@click.group(short_help="Make customers with all that belongs to them, suspend and end them.")
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


@tenant.command(short_help="Make a customer like another one.")
@with_settings()
@_customer
@takes_document
@click.option(
    "--customer",
    "reseller",
    metavar="ID",
    type=click.IntRange(0, MAX_ID),
    default=0,
    help="Act for this reseller, with its rights; without it the document names it in tenant.account.reseller.",
)
@json_option
def clone(settings: Settings, customer: int, given: Any, dry_run: bool, reseller: int, as_json: bool) -> None:
    """Make a customer like the customer ID, or nothing: what TenantPort.cloneTenant makes of the same members.

    The document holds a password: protect it.

    \b
    Example:
      {
        "tenant": {
          "account": {"username": "acme", "password": "s3cret", "reseller": 1, "country": "AT"},
          "profile": {"name": "Acme Ltd"},
          "contact": {"email": "office@acme.example"},
          "primaryUser": {"email": "boss@acme.example"}
        },
        "options": {"domain": "acme.pbx.example", "number": {"cc": "43", "ac": "1", "sn": "9999"}}
      }
    """
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.calls.request import NO_HEADER, RequestHeader
    from ngnprov.intake.documents import read, written
    from ngnprov.ports.tenant.clones import service
    from ngnprov.ports.tenant.clones.types import ClonedTenant, CloneOptions
    from ngnprov.ports.tenant.permissions import CREATE
    from ngnprov.ports.tenant.tenants.types import Tenant

    unknown = sorted({*given} - {"tenant", "options"}) if isinstance(given, dict) else ["the document"]
    if unknown:
        raise click.BadParameter(f"it has tenant and options, and not {unknown[0]}", param_hint="--from")
    wanted, options = (
        read(Tenant, given.get("tenant", {}), "tenant"),
        read(CloneOptions, given.get("options", {}), "options"),
    )
    header = RequestHeader(dry_run=True) if dry_run else NO_HEADER
    with acting_for(settings, reseller) as operator:
        task = Task(name="tenant clone", policy=Policy(CREATE))
        made = operator.run(task, lambda call: service.clone_tenant(call, customer, wanted, options), header)
    cloned = written(ClonedTenant, made)
    if as_json and not dry_run:
        show_json(cloned)
        return
    account = cloned["customer"]
    copied = ", ".join(f"{each['records']} of {each['part']}" for each in cloned["copied"]) or "nothing beside"
    name = account["username"] if dry_run else f"customer {account['id']}, {account['username']}"
    click.echo(f"{'would add' if dry_run else 'added'} {name}, like customer {customer}, with {copied}")


@tenant.command(short_help="Let nobody of a customer log in.")
@with_settings()
@_customer
@_reason
def suspend(settings: Settings, customer: int, reason: str) -> None:
    """Suspend a customer, or a reseller with all its customers: nobody logs in, extensions are blocked, all else stays."""
    _tell(_TENANT.document(settings, "suspendTenant", customer, reason, None))


@tenant.command(short_help="Lift a suspension.")
@with_settings()
@_customer
@_reason
@click.option("--level", type=click.Choice(["reseller", "admin", "system"]), default="admin", show_default=True)
def resume(settings: Settings, customer: int, reason: str, level: str) -> None:
    """Lift one layer of a suspension; what others have suspended stays so."""
    _tell(_TENANT.document(settings, "resumeTenant", customer, reason, level))


@tenant.command(short_help="Let a customer end.")
@with_settings()
@_customer
@click.option(
    "--on", "day", metavar="DAY", default="", help="Its last day, such as 2027-01-31; without it, it ends now."
)
def terminate(settings: Settings, customer: int, day: str) -> None:
    """Let a customer end now, or when a day is over where it is: nothing of it is changed any more from then on."""
    ended = _TENANT.document(settings, "terminateTenant", customer, day)
    listed = ", ".join(f"{each['records']} {each['kind']}" for each in ended["ends"])
    click.echo(f"customer {customer} ends at {ended['terminateDate']} UTC, with {listed or 'nothing'}")
    click.echo(f"it can be restored until {ended['restorableUntil']} UTC")


@tenant.command(short_help="Let a customer go on that was to end.")
@with_settings()
@_customer
def withdraw(settings: Settings, customer: int) -> None:
    """Let a customer go on that was to end on a day."""
    _tell(_TENANT.document(settings, "withdrawTermination", customer))


@tenant.command(short_help="Restore a customer that has ended.")
@with_settings()
@_customer
def restore(settings: Settings, customer: int) -> None:
    """Let a customer go on that has ended, with all it had, while that is held."""
    _tell(_TENANT.document(settings, "restoreTenant", customer))


@tenant.command(short_help="Let a customer go to another reseller.")
@with_settings()
@_customer
@click.argument("reseller", metavar="RESELLER", type=click.IntRange(1, MAX_ID))
@click.option("--contact", metavar="ID", type=int, default=0, help="A contact of the new reseller, instead of a copy.")
@click.option(
    "--billing-profile", metavar="ID", type=int, default=0, help="A billing profile of it, instead of a copy."
)
@click.option("--product-type", metavar="CODE", default=None, help="Another product type.")
@click.option("--dry-run", is_flag=True, help="Show what it means, and change nothing.")
def move(
    settings: Settings,
    customer: int,
    reseller: int,
    contact: int,
    billing_profile: int,
    product_type: str | None,
    dry_run: bool,
) -> None:
    """Let a customer go to another reseller with all it has, exactly as it is quoted at this moment, or not at all.

    What it means is printed; what stands against it is marked by a code.

    \b
    Example:
      ngnprov tenant move 42 7 --dry-run
    """
    wanted: dict[str, Any] = {
        "customer": customer,
        "reseller": reseller,
        "contactId": contact,
        "billingProfileId": billing_profile,
    }
    if product_type is not None:
        wanted["productType"] = product_type
    quote = _TENANT.document(settings, "quoteMove", wanted)
    for impact in quote["impacts"]:
        against = f"  {impact['code']}: {impact['text']}" if impact["code"] else ""
        click.echo(f"{impact['records']} {' '.join(filter(None, (impact['kind'], impact['name'])))}{against}")
    if dry_run:
        click.echo(f"would move customer {customer} from reseller {quote['formerReseller']} to {reseller}")
        return
    _TENANT.document(settings, "moveTenant", wanted, quote["quoteDigest"])
    click.echo(f"moved customer {customer} from reseller {quote['formerReseller']} to {reseller}")


def _tell(profile: Any) -> None:
    levels = f", at the levels {' '.join(profile['suspendedBy'])}" if profile["suspendedBy"] else ""
    click.echo(f"customer {profile['customer']} is {profile['status']}{levels}")


@click.group(short_help="Look after users, who log in for customers.")
def users() -> None:
    """Users: people who log in for a customer by their e-mail addresses."""


@users.command("list", short_help="List users.")
@with_settings()
@click.option(
    "--of", "customer", metavar="ID", type=click.IntRange(1, MAX_ID), default=None, help="Of this customer only."
)
@json_option
def list_(settings: Settings, customer: int | None, as_json: bool) -> None:
    """List users, by their addresses."""
    query = {"filter": {"customer": customer}} if customer else {"filter": {}}
    found = _TENANT.document(settings, "getUsers", query)["users"]
    if as_json:
        show_json(found)
    elif found:
        rows = [{**{name: each.get(name, "") for name in _SHOWN}, "roles": " ".join(each["roles"])} for each in found]
        click.echo(as_text(rows))


@users.command(short_help="Send an invitation.")
@with_settings()
@_user
def invite(settings: Settings, user: int) -> None:
    """Send a user another invitation, by which he sets a password, too, who has forgotten his; a former one is void."""
    made = _TENANT.document(settings, "inviteUser", user)
    click.echo(f"invited {made['email']}, until {made['expires']} UTC")


@users.command(short_help="Keep a user out.")
@with_settings()
@_user
def disable(settings: Settings, user: int) -> None:
    """Keep a user out from his next call on."""
    _set_disabled(settings, user, True)


@users.command(short_help="Let a user in again.")
@with_settings()
@_user
def enable(settings: Settings, user: int) -> None:
    """Let a user in again."""
    _set_disabled(settings, user, False)


def _set_disabled(settings: Settings, user: int, disabled: bool) -> None:
    changed = _TENANT.document(settings, "updateUser", {"id": user, "disabled": disabled})
    click.echo(f"user {user}, {changed['email']}, is {changed['state']}")


COMMANDS = (tenant, users)
