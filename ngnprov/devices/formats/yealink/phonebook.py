# SPDX-License-Identifier: Apache-2.0
"""The directory that a Yealink phone loads as its remote phone book."""

from collections.abc import Sequence
from typing import Final

from ngnprov.devices.configuration import Entry
from ngnprov.devices.formats.escaping import DECLARATION, element, xml
from ngnprov.devices.formats.values import check_directory

DIRECTORY: Final = "yealink-directory.xml"
NAME: Final = "Directory"
"""What the phone calls it in its menu."""


def render_directory(title: str, entries: Sequence[Entry]) -> bytes:
    """All entries. Raises ValueError for a member that it cannot carry."""
    check_directory(title, entries)
    parts = [DECLARATION, "<YealinkIPPhoneDirectory>\n", element("Title", title)]
    parts += (
        f"<DirectoryEntry><Name>{xml(entry.name)}</Name><Telephone>{xml(entry.number)}</Telephone></DirectoryEntry>\n"
        for entry in entries
    )
    parts.append("</YealinkIPPhoneDirectory>\n")
    return "".join(parts).encode()
