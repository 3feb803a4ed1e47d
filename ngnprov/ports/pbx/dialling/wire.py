# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple


class DialledNumberAnswer(NamedTuple):
    """A DialledNumber as it is answered, in wire order."""

    number: str
    kind: str
    target: str
    caller_id: str
    call_plan: str
    recorded: bool
    allowed: bool
    reason: str
