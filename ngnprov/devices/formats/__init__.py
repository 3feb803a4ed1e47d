# SPDX-License-Identifier: Apache-2.0
"""The formats in which vendors want the files of their phones, found by walking this folder.

A format is a package here whose ``__init__`` names one :class:`Format` as ``FORMAT``. No list of formats is kept anywhere, so
that adding one edits no existing file.

The bytes of a file follow from the configuration alone: there is no time in it and nothing random, and settings have a fixed
order. Every setting of the account and of all places for keys is always written, empty ones too: a phone keeps what it is not
told of, and what was removed goes away only so.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ngnprov.devices.configuration import Configuration, Entry

XML: Final = "text/xml; charset=utf-8"


class FileUnknown(LookupError):
    """The format has no file of this name, or it is another phone's: its MAC address is."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a vendor's phones ask for, and how it is written.

    ``models`` are beginnings of model names, in lower case. ``directory`` is the name of the phone directory, "" for none.

    ``files``: MAC address, "" for none -> the names that such a phone is answered, first the one that holds its account.
    ``recognises``: (file name as it was asked for, User-Agent) -> is it a file of this format? The directory does not count.

    ``render``: (configuration, file name, in any case) -> the file. Raises FileUnknown, PasswordMissing where the format needs
    the password in clear and there is none, and ValueError, which names the member, for what the file cannot carry.
    ``render_directory``: (title, entries) -> the directory, in the order of the entries. Raises ValueError likewise.
    """

    name: str
    title: str
    models: tuple[str, ...]
    content_type: str
    files: Callable[[str], tuple[str, ...]]
    recognises: Callable[[str, str], bool]
    render: Callable[[Configuration, str], bytes]
    directory: str = ""
    render_directory: Callable[[str, Sequence[Entry]], bytes] | None = None
    directory_type: str = XML


def find_formats() -> Mapping[str, Format]:
    """Every format by its name, in alphabetical order."""
    names = sorted(each.name for each in pkgutil.iter_modules(__path__) if each.ispkg)
    return MappingProxyType({name: importlib.import_module(f"{__name__}.{name}").FORMAT for name in names})


FORMATS: Final = find_formats()


def of_model(model: str) -> Format | None:
    """The format of a device of that model, by the beginning of its name in any case."""
    folded = model.strip().lower()
    return next((each for each in FORMATS.values() if folded.startswith(each.models)), None)


def of_file(file: str, agent: str) -> Format | None:
    """The format to which a file belongs, by its name in any case; ``agent`` is the User-Agent of who asks, "" if unknown."""
    folded = file.lower()
    return next(
        (each for each in FORMATS.values() if (folded and folded == each.directory) or each.recognises(file, agent)),
        None,
    )
