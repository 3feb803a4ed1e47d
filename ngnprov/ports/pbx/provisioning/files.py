# SPDX-License-Identifier: Apache-2.0
"""The files of a device, made of what was applied and of what the settings say of the platform."""

from typing import NamedTuple

from ngnprov.devices.configuration import Configuration, Entry, Server
from ngnprov.devices.formats import FileUnknown, Format
from ngnprov.ports.pbx.devices.tables import TOKEN
from ngnprov.ports.pbx.extensions.tables import PILOT, USER
from ngnprov.ports.pbx.provisioning.content import Content, one_line
from ngnprov.ports.pbx.provisioning.store import Applied, Asked
from ngnprov.ports.pbx.provisioning.tables import CONFIGURATION
from ngnprov.ports.pbx.revisions import forms
from ngnprov.ports.pbx.settings import PbxSettings
from ngnprov.sealing.keys import Keys

PATH = "/p/"
"""Where the door is."""
_LISTED = (USER, PILOT, "group")


class File(NamedTuple):
    """A file, and its media type."""

    name: str
    type: str
    body: bytes


def content_of(keys: Keys, stored: Applied | Asked) -> Content:
    """What was applied of a device. Raises InternalFailure."""
    return Content.from_text(CONFIGURATION.open(keys, stored.configuration, account_id=stored.account_id))


def folder_of(keys: Keys, settings: PbxSettings, asked: Asked) -> str:
    """The URL of the folder of a device's files, "" where the server does not know its own address."""
    if not settings.phones_url:
        return ""
    return f"{settings.phones_url.rstrip('/')}{PATH}{token_of(keys, asked)}/"


def token_of(keys: Keys, asked: Asked) -> str:
    """The token by which a device fetches its files. Raises InternalFailure."""
    return TOKEN.open(keys, asked.token, account_id=asked.account_id)


def configuration_of(keys: Keys, settings: PbxSettings, asked: Asked) -> Configuration:
    """What a format makes files of. Raises InternalFailure."""
    server = Server(settings.phones_proxy, settings.phones_port, settings.phones_transport, settings.phones_expires)
    folder = folder_of(keys, settings, asked)
    return content_of(keys, asked).configuration(server, folder, settings.phones_voicemail)


def make(found: Format, name: str, configuration: Configuration) -> File:
    """A file of a format. Raises FileUnknown, PasswordMissing."""
    return File(name, found.content_type, found.render(configuration, name))


def make_directory(found: Format, name: str, customer: str, snapshot: str) -> File:
    """The directory of a customer in a format: who has a number that can be dialled, as it was applied last."""
    if found.render_directory is None:
        raise FileUnknown(name)
    return File(name, found.directory_type, found.render_directory(customer, list(entries(snapshot))))


def entries(snapshot: str) -> list[Entry]:
    """Who stands in the directory of a snapshot, by number."""
    known = (dict(form) for form in forms.read(snapshot).values())
    listed = [each for each in known if each["kind"] in _LISTED and each.get("number")]
    listed.sort(key=lambda each: (each["number"], each["accountId"]))
    return [Entry(one_line(each.get("displayName") or each["name"]), each["number"]) for each in listed]
