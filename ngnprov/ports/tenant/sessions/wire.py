# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple


class SessionAnswer(NamedTuple):
    """A Session as it is answered, in wire order."""

    id: int
    user: int
    login: str
    begun: str
    last_used: str
    expires: str
    address: str
    second_factor: bool
    current: bool
    token: str
