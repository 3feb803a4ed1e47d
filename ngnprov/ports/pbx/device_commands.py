# SPDX-License-Identifier: Apache-2.0
"""``ngnprov devices``: phones and their files; ``ngnprov draft``: what phones were not told yet, and telling them."""

import sys
from typing import Any

import click

from ngnprov.cli.documents import json_option, show_json
from ngnprov.cli.failure import Failure
from ngnprov.cli.options import MAX_ID, as_operator, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.port_calls import PortCalls
from ngnprov.settings import Settings

_PBX = PortCalls("pbx")
_ID = click.IntRange(1, MAX_ID)
_of = click.option("--of", "customer", metavar="ID", type=_ID, required=True, help="The customer that owns them.")
_device = click.argument("device", metavar="DEVICE", type=_ID)
_devices = click.argument("devices", metavar="DEVICE...", type=_ID, nargs=-1, required=True)
_FORMAT = "acrobits, grandstream, lpconfig, snom or yealink; empty: by the model."
_extension = click.argument("extension", metavar="EXTENSION")
_NOTHING = 400
_CHANGED = "phones get it with `ngnprov draft apply --of {}`"
_SHOWN = ("id", "name", "mac", "model", "extension", "draftState")


@click.group(short_help="Phones, their files, and who has them.")
def devices() -> None:
    """Devices: phones with SIP accounts of their own, linked to extensions. Commands name them by id, as `list` shows it."""


@devices.command("list", short_help="List the devices of a customer.")
@with_settings()
@_of
@json_option
def list_(settings: Settings, customer: int, as_json: bool) -> None:
    """List the devices of a customer, and when each has asked for its files last."""
    query = {"filter": {"customer": customer}, "orderBy": {"attribute": "id", "direction": "ASC"}}
    found = _PBX.document(settings, "getDevices", query)["devices"]
    if as_json:
        show_json(found)
    elif found:
        rows = [{name: each.get(name, "") for name in _SHOWN} for each in found]
        for row, each in zip(rows, found, strict=True):
            fetch = each.get("lastFetch", {})
            row["lastFetch"] = fetch.get("at", "") or "never"
            if fetch.get("status", 0) >= _NOTHING:
                row["lastFetch"] += f" (got nothing: {fetch['status']})"
        click.echo(as_text(rows))


@devices.command(short_help="Show a device.")
@with_settings()
@json_option
@_device
def show(settings: Settings, as_json: bool, device: int) -> None:
    """Show all of a device but its secrets."""
    found = _PBX.document(settings, "getDevices", {"filter": {"id": device}})["devices"]
    if not found:
        raise Failure(f"there is no device {device}")
    _show(found[0], as_json=as_json)


@devices.command(short_help="Make a device.")
@with_settings()
@_of
@click.option("--name", default="", help="What it is called; empty: Device and a number.")
@click.option("--mac", default="", help="Its MAC address.")
@click.option("--model", default="", help='Its vendor and model, such as "Yealink T46S".')
@click.option("--extension", default="", help="The extension that it belongs to, by number or account id.")
@json_option
def add(settings: Settings, customer: int, as_json: bool, **given: str) -> None:
    """Make a device with a SIP account of its own. The password is shown once; phones get it once it is applied."""
    new = {"customer": customer, **{name: value for name, value in given.items() if value}}
    _show(_PBX.document(settings, "addDevice", new, secrets=("sip_password",)), as_json=as_json)


@devices.command(short_help="Let devices belong to an extension.")
@with_settings()
@_of
@click.option("--move", is_flag=True, help="Take them from other extensions, too.")
@_extension
@_devices
def link(settings: Settings, customer: int, move: bool, extension: str, devices: tuple[int, ...]) -> None:
    """Let devices belong to the user EXTENSION, by number or account id."""
    _PBX.call(settings, "linkDevice", customer, extension, list(devices), move)
    click.echo(f"linked to {extension}; {_CHANGED.format(customer)}")


@devices.command(short_help="Unlink devices from an extension.")
@with_settings()
@_of
@_extension
@_devices
def unlink(settings: Settings, customer: int, extension: str, devices: tuple[int, ...]) -> None:
    """Let devices of the user EXTENSION belong to nobody; their accounts are blocked at once."""
    _PBX.call(settings, "unlinkDevice", customer, extension, list(devices))
    click.echo(f"unlinked from {extension}, and blocked; {_CHANGED.format(customer)}")


@devices.command(short_help="Remove a device.")
@with_settings()
@_device
def delete(settings: Settings, device: int) -> None:
    """Remove a device that belongs to nobody, with its SIP account. Until `draft apply`, `draft discard` restores it."""
    _PBX.call(settings, "deleteDevice", {"id": device})
    click.echo(f"device {device} is removed")


@devices.command(short_help="Show a file of a device.")
@with_settings()
@click.option("--format", "format_", default="", help=_FORMAT)
@click.option("--file", "name", default="", help="The name of the file; empty: the main one.")
@_device
def file(settings: Settings, format_: str, name: str, device: int) -> None:
    """Write a file that a device fetches, as it was applied last, to standard output. It holds the password."""
    click.echo(_PBX.call(settings, "getDeviceConfiguration", device, None, format_, name).text, nl=False)


@devices.command(short_help="Show where a device fetches its files.")
@with_settings()
@click.option("--format", "format_", default="", help=_FORMAT)
@_device
def address(settings: Settings, format_: str, device: int) -> None:
    """Show the URL of a device's main file, to be typed into the phone. Whoever has it can register as the device.

    It needs `phones_url` of the section [pbx], and that something was applied.
    """
    click.echo(_address(settings, device, format_))


@devices.command(short_help="Show where a soft phone fetches its files, as a QR code.")
@with_settings()
@click.option("--groundwire", is_flag=True, help="For Groundwire instead of Linphone.")
@click.option("--text", "as_line", is_flag=True, help="Print what the code says instead of it.")
@_device
def qr(settings: Settings, groundwire: bool, as_line: bool, device: int) -> None:
    """Show the code that Linphone, or Groundwire, is set up with. Whoever scans it can register as the device.

    It needs `phones_url` of the section [pbx], and that something was applied.
    """
    from ngnprov.devices import qr

    url = _address(settings, device, "acrobits" if groundwire else "lpconfig")
    try:
        said = (qr.for_groundwire if groundwire else qr.for_linphone)(url)
    except ValueError as error:
        raise Failure(str(error)) from None
    click.echo(said if as_line else qr.blocks(said))


@devices.command(short_help="Have a phone fetch its files.")
@with_settings()
@_device
def resync(settings: Settings, device: int) -> None:
    """Have the SIP platform tell a phone to fetch its files."""
    _PBX.call(settings, "resyncDevice", device)
    click.echo("the SIP platform is told by the outbox: ngnprov outbox list shows what waits")


@devices.command("rotate-token", short_help="Give a device another address for its files.")
@with_settings()
@json_option
@_device
def rotate_token(settings: Settings, as_json: bool, device: int) -> None:
    """Give a device another token, and show where its files are now. The former address stops working at once: a
    phone in service must be given the new one. `address` shows the present one."""
    _show(_PBX.document(settings, "rotateDeviceToken", device, secrets=("token", "url")), as_json=as_json)


@devices.command(short_help="Register a new phone with its vendor's redirection service.")
@with_settings()
@json_option
@_device
def redirect(settings: Settings, as_json: bool, device: int) -> None:
    """Have the redirection service of its vendor lead a phone that is fresh from the box to its files."""
    _show(_PBX.document(settings, "redirectDevice", device), as_json=as_json)


@devices.command(short_help="Keep a reseller's account with vendors.")
@with_settings()
@click.argument("reseller", metavar="RESELLER", type=_ID)
def redirection(settings: Settings, reseller: int) -> None:
    """Read the reseller's credentials for the service that [pbx] redirection names, one line from standard input, and store
    them sealed. An empty line removes them."""
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.pbx.permissions import REDIRECT
    from ngnprov.ports.pbx.provisioning.redirecting import set_credentials

    credentials = sys.stdin.readline().rstrip("\r\n")
    task = Task(name="devices redirection", policy=Policy(REDIRECT))
    with as_operator(settings) as operator:
        operator.run(task, lambda call: set_credentials(call, reseller, credentials))


@click.group(short_help="Show, apply or discard changes that phones have not been told yet.")
def draft() -> None:
    """Draft: how the extensions and devices of a customer differ from what was applied last."""


@draft.command("show", short_help="Show what differs.")
@with_settings()
@_of
@json_option
def show_draft(settings: Settings, customer: int, as_json: bool) -> None:
    """Show what was added, changed and removed since something was applied, by whom, and what stands against applying it."""
    found = _PBX.document(settings, "getDraft", customer)
    if as_json:
        show_json(found)
        return
    rows = [
        {name: each.get(name, "") for name in ("draftState", "kind", "accountId", "name", "changedBy", "changeDate")}
        for each in found.get("changes", [])
    ]
    click.echo(as_text(rows) if rows else f"nothing differs from revision {found.get('baseRevision', 0)}")
    for problem in found.get("problems", []):
        click.echo(f"problem: {problem}")


@draft.command(short_help="Tell phones what differs.")
@with_settings()
@_of
@click.option("--base", type=click.IntRange(0, MAX_ID), help="Only if this is the last revision.")
@json_option
def apply(settings: Settings, customer: int, base: int | None, as_json: bool) -> None:
    """Make the draft the next revision, all of it or nothing; without changes the last one stays."""
    _show(_PBX.document(settings, "applyConfiguration", customer, base, ""), as_json=as_json)


@draft.command(short_help="Restore what was applied last.")
@with_settings()
@_of
def discard(settings: Settings, customer: int) -> None:
    """Undo whatever was changed since something was applied, all of it or nothing. `show` says first what that is."""
    _PBX.call(settings, "discardDraft", customer)
    click.echo("all is as it was applied last")


def _address(settings: Settings, device: int, format_: str) -> str:
    """Where a device fetches its main file. Raises Failure."""
    url: str = _PBX.call(settings, "getDeviceConfiguration", device, None, format_, "").url
    if not url:
        raise Failure("the server does not know its own address: set phones_url in the section [pbx]")
    return url


def _show(document: Any, *, as_json: bool) -> None:
    if as_json:
        show_json(document)
    else:
        click.echo(as_text(document))


COMMANDS = (devices, draft)
