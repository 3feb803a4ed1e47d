# SPDX-License-Identifier: Apache-2.0
"""Snom: XML with settings by name and number of the line, one identity.

A phone fetches exactly the URL that is set as its setting server, where it puts its own MAC address, in upper case, for
``{mac}``: ``https://.../snom{mac}.xml`` is what to type there. It is told the same URL, in full, for the next time. One that
was given only a folder asks for ``snom<model>.htm``, which is not answered.
"""

import re

from ngnprov.devices.configuration import Configuration
from ngnprov.devices.formats import XML, FileUnknown, Format
from ngnprov.devices.formats.snom import settings
from ngnprov.devices.formats.snom.directory import DIRECTORY, render_directory

_GENERIC = "snom.xml"
_ANY = re.compile(r"snom(?:[0-9a-f]{12})?\.xml").fullmatch


def files(mac: str) -> tuple[str, ...]:
    """The settings, by MAC address and without."""
    return (f"snom{mac.upper()}.xml", _GENERIC) if mac else (_GENERIC,)


def recognises(file: str, _agent: str) -> bool:
    """By its name alone."""
    return _ANY(file.lower()) is not None


def render(configuration: Configuration, file: str) -> bytes:
    """The settings."""
    names = files(configuration.mac)
    if file.lower() not in (name.lower() for name in names):
        raise FileUnknown(file)
    return settings.render(configuration, names[0])


FORMAT = Format(
    name="snom",
    title="Snom",
    models=("snom",),
    content_type=XML,
    files=files,
    recognises=recognises,
    render=render,
    directory=DIRECTORY,
    render_directory=render_directory,
)
