# SPDX-License-Identifier: Apache-2.0
"""Acrobits and Groundwire: the account XML that the application fetches from a URL, one account and no keys.

The URL is in the QR code that the user scans, and the application is told no other.
"""

from ngnprov.devices.configuration import Configuration
from ngnprov.devices.formats import FileUnknown, Format
from ngnprov.devices.formats.acrobits import account

_FILE = "acrobits.xml"


def files(_mac: str) -> tuple[str, ...]:
    """One, for an application has no MAC address."""
    return (_FILE,)


def recognises(file: str, _agent: str) -> bool:
    """By its name alone."""
    return file.lower() == _FILE


def render(configuration: Configuration, file: str) -> bytes:
    """The account."""
    if not recognises(file, ""):
        raise FileUnknown(file)
    return account.render(configuration)


FORMAT = Format(
    name="acrobits",
    title="Acrobits, Groundwire",
    models=("acrobits", "groundwire"),
    content_type="application/xml; charset=utf-8",
    files=files,
    recognises=recognises,
    render=render,
)
