# SPDX-License-Identifier: Apache-2.0
"""The directory behind the directory key of a Snom phone, in its minibrowser's XML."""

from collections.abc import Sequence
from typing import Final

from ngnprov.devices.configuration import Entry
from ngnprov.devices.formats.escaping import DECLARATION, element, xml
from ngnprov.devices.formats.values import check_directory

DIRECTORY: Final = "snom-directory.xml"


def render_directory(title: str, entries: Sequence[Entry]) -> bytes:
    """All entries. Raises ValueError for a member that it cannot carry."""
    check_directory(title, entries)
    parts = [DECLARATION, "<SnomIPPhoneDirectory>\n", element("Title", title), element("Prompt", "Dial")]
    parts += (
        f"<DirectoryEntry><Name>{xml(entry.name)}</Name><Telephone>{xml(entry.number)}</Telephone></DirectoryEntry>\n"
        for entry in entries
    )
    parts.append("</SnomIPPhoneDirectory>\n")
    return "".join(parts).encode()
