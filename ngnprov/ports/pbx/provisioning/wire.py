# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple


class DeviceConfigurationAnswer(NamedTuple):
    """A DeviceConfiguration as it is answered, in wire order."""

    device: int
    file: str
    format: str
    type: str
    text: str
    applied_at: str
    url: str


class DeviceDoorAnswer(NamedTuple):
    """A DeviceDoor as it is answered, in wire order."""

    device: int
    token: str
    url: str
