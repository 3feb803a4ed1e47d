# SPDX-License-Identifier: Apache-2.0
"""Linphone's lpconfig: XML that is merged into the settings of the application, one account and no keys.

What is not named stays as it is, and an entry replaces one only with ``overwrite``: so each entry is there every time. The
application follows no redirection, and a 404 changes nothing: only a file without credentials stops it.
"""

from ngnprov.devices.configuration import Configuration
from ngnprov.devices.formats import FileUnknown, Format
from ngnprov.devices.formats.lpconfig import entries

_FILE = "linphone.xml"


def files(_mac: str) -> tuple[str, ...]:
    """One, for an application has no MAC address."""
    return (_FILE,)


def recognises(file: str, _agent: str) -> bool:
    """By its name alone; the application calls itself ``Unknown`` when it fetches."""
    return file.lower() == _FILE


def render(configuration: Configuration, file: str) -> bytes:
    """The settings."""
    if not recognises(file, ""):
        raise FileUnknown(file)
    return entries.render(configuration, _FILE)


FORMAT = Format(
    name="lpconfig",
    title="Linphone",
    models=("linphone",),
    content_type="application/xml; charset=utf-8",
    files=files,
    recognises=recognises,
    render=render,
)
