# SPDX-License-Identifier: Apache-2.0
"""Types of what phones are given (pbx.md 2)."""

from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Id, Text


class DeviceConfiguration(PbxRecord):
    """A file that a phone fetches, as it was applied last: its text holds credentials.

    ``url`` is where the phone fetches it, "" where the server does not know its own address (``[pbx] phones_url``).
    """

    device = Id()
    file = Text(64)
    format = Text(32)
    type = Text(64)
    text = Text(1 << 20, secret=True)
    appliedAt = Text(64)
    url = Text(1024, secret=True)


class DeviceDoor(PbxRecord):
    """Where a phone fetches its files: ``token`` is part of the ``url`` of their folder, and as good as its password."""

    device = Id()
    token = Text(64, secret=True)
    url = Text(1024, secret=True)
