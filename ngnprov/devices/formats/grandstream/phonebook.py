# SPDX-License-Identifier: Apache-2.0
"""The directory that a Grandstream phone downloads; it appends the name itself to the path that it was told."""

from collections.abc import Sequence
from typing import Final

from ngnprov.devices.configuration import Entry
from ngnprov.devices.formats.escaping import DECLARATION, xml
from ngnprov.devices.formats.values import check_directory

DIRECTORY: Final = "phonebook.xml"


def render_directory(title: str, entries: Sequence[Entry]) -> bytes:
    """All entries; the format has no place for a title. Raises ValueError for a member that it cannot carry."""
    check_directory(title, entries)
    parts = [DECLARATION, "<AddressBook>\n"]
    parts += (
        f"<Contact><LastName></LastName><FirstName>{xml(entry.name)}</FirstName>"
        f'<Phone type="Work"><phonenumber>{xml(entry.number)}</phonenumber><accountindex>0</accountindex></Phone>'
        "</Contact>\n"
        for entry in entries
    )
    parts.append("</AddressBook>\n")
    return "".join(parts).encode()
