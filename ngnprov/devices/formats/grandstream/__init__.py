# SPDX-License-Identifier: Apache-2.0
"""Grandstream: XML of version 1 with settings by number (P-values), one account.

A phone asks for ``cfg<mac>``, which is a binary form and is not answered, for ``cfg<mac>.xml``, and then for ``cfg.xml``.
"""

import re

from ngnprov.devices.configuration import Configuration
from ngnprov.devices.formats import XML, FileUnknown, Format
from ngnprov.devices.formats.grandstream import provision
from ngnprov.devices.formats.grandstream.phonebook import DIRECTORY, render_directory

_GENERIC = "cfg.xml"
_ANY = re.compile(r"cfg(?:[0-9a-f]{12})?\.xml").fullmatch


def files(mac: str) -> tuple[str, ...]:
    """The settings, by MAC address and without."""
    return (f"cfg{mac}.xml", _GENERIC) if mac else (_GENERIC,)


def recognises(file: str, _agent: str) -> bool:
    """By its name alone."""
    return _ANY(file.lower()) is not None


def render(configuration: Configuration, file: str) -> bytes:
    """The settings."""
    if file.lower() not in files(configuration.mac):
        raise FileUnknown(file)
    return provision.render(configuration)


FORMAT = Format(
    name="grandstream",
    title="Grandstream",
    models=("grandstream", "grp", "gxp"),
    content_type=XML,
    files=files,
    recognises=recognises,
    render=render,
    directory=DIRECTORY,
    render_directory=render_directory,
)
