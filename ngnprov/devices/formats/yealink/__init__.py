# SPDX-License-Identifier: Apache-2.0
"""Yealink: text of ``key = value``, one account.

A phone asks for a boot file, which names the file with the account, or for the file of its model and then ``<mac>.cfg``. The
file of a model has no keys at all: it is the same for everybody.
"""

import re

from ngnprov.devices.configuration import Configuration
from ngnprov.devices.formats import FileUnknown, Format
from ngnprov.devices.formats.yealink import account
from ngnprov.devices.formats.yealink.phonebook import DIRECTORY, render_directory

_BOOT = "y000000000000.boot"
_GENERIC = "yealink.cfg"
_OF_MODEL = re.compile(r"y0{9}[0-9]{3}\.cfg").fullmatch
_ANY = re.compile(r"[0-9a-f]{12}\.(?:cfg|boot)|y0{12}\.boot|y0{9}[0-9]{3}\.cfg|yealink\.cfg").fullmatch


def files(mac: str) -> tuple[str, ...]:
    """The file with the account, boot files that name it, and the name for a phone whose MAC address is not known."""
    return (f"{mac}.cfg", f"{mac}.boot", _BOOT, _GENERIC) if mac else (_GENERIC, _BOOT)


def recognises(file: str, _agent: str) -> bool:
    """By its name alone."""
    return _ANY(file.lower()) is not None


def render(configuration: Configuration, file: str) -> bytes:
    """The file with the account, a boot file, or the empty one of a model."""
    name = file.lower()
    if _OF_MODEL(name):
        return account.VERSION.encode()
    names = files(configuration.mac)
    if name not in names:
        raise FileUnknown(file)
    if name.endswith(".boot"):
        return f'{account.VERSION}include:config "{names[0]}"\n'.encode()
    return account.render(configuration)


FORMAT = Format(
    name="yealink",
    title="Yealink",
    models=("yealink",),
    content_type="text/plain; charset=utf-8",
    files=files,
    recognises=recognises,
    render=render,
    directory=DIRECTORY,
    render_directory=render_directory,
)
