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
_of = click.option("--of", "customer", metavar="ID", type=_ID, required=True, help="The customer whose they are.")
_device = click.argument("device", metavar="DEVICE", type=_ID)
_devices = click.argument("devices", metavar="DEVICE...", type=_ID, nargs=-1, required=True)
_extension = click.argument("extension", metavar="EXTENSION")
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
    query = {"filter": {"customer": customer}, "order_by": {"attribute": "id", "direction": "ASC"}}
    found = _PBX.document(settings, "getDevices", query)["devices"]
    if as_json:
        show_json(found)
    elif found:
        rows = [{name: each.get(name, "") for name in _SHOWN} for each in found]
        for row, each in zip(rows, found, strict=True):
            row["lastFetch"] = each.get("lastFetch", {}).get("at", "") or "never"
        click.echo(as_text(rows))


@devices.command(short_help="Make a device.")
@with_settings()
@_of
@click.option("--name", default="", help="What it is called; empty: Device and a number.")
@click.option("--mac", default="", help="Its MAC address.")
@click.option("--model", default="", help='Its vendor and model, such as "Yealink T46S".')
@click.option("--extension", default="", help="Whose it is, by number or account id.")
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


@devices.command(short_help="Let devices belong to nobody.")
@with_settings()
@_of
@_extension
@_devices
def unlink(settings: Settings, customer: int, extension: str, devices: tuple[int, ...]) -> None:
    """Let devices of the user EXTENSION belong to nobody."""
    _PBX.call(settings, "unlinkDevice", customer, extension, list(devices))


@devices.command(short_help="Remove a device.")
@with_settings()
@_device
def delete(settings: Settings, device: int) -> None:
    """Remove a device that belongs to nobody, with its SIP account."""
    _PBX.call(settings, "deleteDevice", {"id": device})


@devices.command(short_help="Show a file of a device.")
@with_settings()
@click.option(
    "--format", "format_", default="", help="acrobits, grandstream, lpconfig, snom or yealink; empty: by the model."
)
@click.option("--file", "name", default="", help="The name of the file; empty: the main one.")
@_device
def file(settings: Settings, format_: str, name: str, device: int) -> None:
    """Write a file that a device fetches, as it was applied last, to standard output. It holds the password."""
    click.echo(_PBX.call(settings, "getDeviceConfiguration", device, None, format_, name).text, nl=False)


@devices.command(short_help="Show where a device fetches its files, as a QR code.")
@with_settings()
@click.option("--groundwire", is_flag=True, help="For Groundwire instead of Linphone.")
@click.option("--text", "as_line", is_flag=True, help="Print what the code says instead of it.")
@_device
def qr(settings: Settings, groundwire: bool, as_line: bool, device: int) -> None:
    """Show the code that Linphone, or Groundwire, is set up with. Whoever scans it can register as the device.

    It needs `phones_url` of the section [pbx], and that something was applied.
    """
    from ngnprov.devices import qr

    url = _PBX.call(settings, "getDeviceConfiguration", device, None, "acrobits" if groundwire else "lpconfig", "").url
    if not url:
        raise Failure("the server does not know its own address: set phones_url in the section [pbx]")
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


@devices.command("rotate-token", short_help="Give a device another address for its files.")
@with_settings()
@json_option
@_device
def rotate_token(settings: Settings, as_json: bool, device: int) -> None:
    """Give a device another token, and show where its files are now. At the former address there is nothing any more."""
    _show(_PBX.document(settings, "rotateDeviceToken", device, secrets=("token", "url")), as_json=as_json)


@devices.command(short_help="Have its vendor lead a new phone here.")
@with_settings()
@json_option
@_device
def redirect(settings: Settings, as_json: bool, device: int) -> None:
    """Have the service of the vendor lead a phone that is fresh from the box to its files."""
    _show(_PBX.document(settings, "redirectDevice", device), as_json=as_json)


@devices.command(short_help="Keep a reseller's account with vendors.")
@with_settings()
@click.argument("reseller", metavar="RESELLER", type=_ID)
def redirection(settings: Settings, reseller: int) -> None:
    """Read from standard input, as one line, with what the reseller speaks to the service that [pbx] redirection names, and
    keep it sealed. An empty line removes it."""
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.pbx.permissions import REDIRECT
    from ngnprov.ports.pbx.provisioning.redirecting import set_credentials

    credentials = sys.stdin.readline().rstrip("\r\n")
    task = Task(name="devices redirection", policy=Policy(REDIRECT))
    with as_operator(settings) as operator:
        operator.run(task, lambda call: set_credentials(call, reseller, credentials))


@click.group(short_help="What phones are not told yet, and telling them.")
def draft() -> None:
    """Draft: in what the extensions and devices of a customer differ from what was applied last."""


@draft.command(short_help="Show what differs.")
@with_settings()
@_of
@json_option
def show(settings: Settings, customer: int, as_json: bool) -> None:
    """Show what was added, changed and removed since something was applied, by whom, and what stands against applying it."""
    found = _PBX.document(settings, "getDraft", customer)
    if as_json:
        show_json(found)
        return
    rows = [
        {name: each.get(name, "") for name in ("draftState", "kind", "accountId", "name", "changedBy", "changeDate")}
        for each in found.get("changes", [])
    ]
    if rows:
        click.echo(as_text(rows))
    for problem in found.get("problems", []):
        click.echo(f"problem: {problem}")


@draft.command(short_help="Tell phones what differs.")
@with_settings()
@_of
@click.option("--base", type=click.IntRange(0, MAX_ID), help="Only if this is the last revision.")
@json_option
def apply(settings: Settings, customer: int, base: int | None, as_json: bool) -> None:
    """Make the draft the next revision, all of it or nothing."""
    _show(_PBX.document(settings, "applyConfiguration", customer, base, ""), as_json=as_json)


@draft.command(short_help="Restore what was applied last.")
@with_settings()
@_of
def discard(settings: Settings, customer: int) -> None:
    """Undo whatever was changed since something was applied, all of it or nothing."""
    _PBX.call(settings, "discardDraft", customer)


def _show(document: Any, *, as_json: bool) -> None:
    if as_json:
        show_json(document)
    else:
        click.echo(as_text(document))


COMMANDS = (devices, draft)
