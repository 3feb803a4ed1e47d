# SPDX-License-Identifier: Apache-2.0
"""What can be told to a phone of any vendor, and what is told where nothing was said.

No file carries a line break of any kind, which would begin another key in a Yealink phone, nor a character that XML has not
(XML 1.0, 2.2). The server refuses them when they are stored; here they are a ValueError that names the member.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ngnprov.devices.configuration import Configuration, Credentials, Entry, Line, PasswordMissing

_UNWRITABLE = re.compile("[\x00-\x08\n-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def check(configuration: Configuration) -> None:
    """Raises ValueError for a member that has what no file can carry."""
    texts = [configuration.name, configuration.url]
    if configuration.line:
        texts += _of_line(configuration.line).values()
    texts += [key.target for key in configuration.keys]
    texts += [key.label for key in configuration.keys]
    if not "".join(texts).isprintable():
        _find(_members(configuration))


def check_directory(title: str, entries: Sequence[Entry]) -> None:
    """Raises ValueError for a member of a directory that has what no file can carry."""
    texts = [title, *(entry.name for entry in entries), *(entry.number for entry in entries)]
    if not "".join(texts).isprintable():
        _find(_directory_members(title, entries))


def clear_password(credentials: Credentials) -> str:
    """The password, for a format that takes no digest.

    Raises PasswordMissing if digests are all that is kept, and ValueError as :func:`check`."""
    if not credentials.password:
        raise PasswordMissing("the phone needs the password in clear, and only digests are kept")
    _find([("line.credentials.password", credentials.password)])
    return credentials.password


def label(line: Line) -> str:
    """What the phone shows beside the line."""
    return line.label or line.display_name


def _find(members: Iterable[tuple[str, str]]) -> None:
    for name, text in members:
        if _UNWRITABLE.search(text):
            raise ValueError(f"{name} has a line break, or another character that no phone's file can carry")


def _members(configuration: Configuration) -> Iterator[tuple[str, str]]:
    yield "name", configuration.name
    yield "url", configuration.url
    if configuration.line:
        yield from _of_line(configuration.line).items()
    for number, key in enumerate(configuration.keys):
        yield f"keys.{number}.target", key.target
        yield f"keys.{number}.label", key.label


def _of_line(line: Line) -> dict[str, str]:
    credentials = line.credentials
    return {
        "line.credentials.username": credentials.username,
        "line.credentials.realm": credentials.realm,
        "line.credentials.ha1": credentials.ha1,
        "line.server.host": line.server.host,
        "line.display_name": line.display_name,
        "line.number": line.number,
        "line.label": line.label,
        "line.voicemail": line.voicemail,
    }


def _directory_members(title: str, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    yield "title", title
    for number, entry in enumerate(entries):
        yield f"entries.{number}.name", entry.name
        yield f"entries.{number}.number", entry.number
